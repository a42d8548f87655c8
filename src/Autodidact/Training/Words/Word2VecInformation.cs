using System.Text.Json;
using System.Text.Json.Serialization;

namespace Autodidact.Training.Words;

/// <summary>What word vectors were learned from and on, and what came of it: <c>word2vec.json</c>.</summary>
public sealed record Word2VecInformation
{
    /// <summary><see cref="RunState.Finished"/>, or <see cref="RunState.Interrupted"/> where somebody stopped it: the vectors are those of then, and nothing continues them.</summary>
    public RunState State { get; init; }

    /// <summary>The folder.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    /// <summary>Words with a vector.</summary>
    public int Vocabulary { get; init; }

    /// <summary>Numbers in a vector.</summary>
    public int Dimension { get; init; }

    /// <summary>Texts that were read.</summary>
    public int Documents { get; init; }

    /// <summary>Records of the source that are broken and were left out.</summary>
    public long Skipped { get; init; }

    /// <summary>Words of the vocabulary in the texts, for one pass.</summary>
    public long Words { get; init; }

    /// <summary>Occurrences of words that are too rare to have a vector.</summary>
    public long Rare { get; init; }

    /// <summary>Passes done, counting a part as a part.</summary>
    public double Epochs { get; init; }

    /// <summary>Mean loss of a prediction over the last tenth of what was done.</summary>
    public double? Loss { get; init; }

    /// <summary>Seconds of learning, without reading and writing.</summary>
    public double Seconds { get; init; }

    /// <summary>Words of the vocabulary a second, all threads together.</summary>
    public double WordsPerSecond { get; init; }

    /// <summary>Threads that learned; with more than one nobody gets the same bytes again.</summary>
    public int Threads { get; init; }

    /// <summary>One line that changes when the data change.</summary>
    public string Data { get; init; } = "";

    /// <summary>When it was started, in UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Version of Autodidact.</summary>
    public string Version { get; init; } = "";

    /// <summary>Version of .NET.</summary>
    public string Runtime { get; init; } = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;

    /// <summary>Processor model.</summary>
    public string? Processor { get; init; }

    /// <summary>Floats in a register: sums are added up in another order where it differs.</summary>
    public int VectorFloats { get; init; } = System.Numerics.Vector<float>.Count;

    /// <summary>Git commit of the working folder; null outside a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Word2VecJson.Default.Word2VecInformation);
}

/// <summary>Serialisation is generated at build time, which keeps start-up short.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Word2VecInformation))]
internal sealed partial class Word2VecJson : JsonSerializerContext;
