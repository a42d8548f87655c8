using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Text.Words;
using Autodidact.Methods.Word2Vec;

namespace Autodidact.Training.Words;

/// <summary>Everything that can be said about learning word vectors. Null leaves a choice to the program, which writes it into the recipe.</summary>
public sealed record Word2VecRunOptions : Word2VecOptions
{
    /// <summary>The texts: a path or <c>kind:path</c>, as for <see cref="Data.Text.TextSources.Open"/>. Labels in them are not read.</summary>
    public string Data { get; init; } = "";

    /// <summary>Use only the first texts.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>The folder to write; it must not exist yet. Unset: <c>runs/word2vec-DATA-N</c>.</summary>
    public string? Out { get; init; }

    /// <summary>What a word is.</summary>
    public WordSplit Split { get; init; } = WordSplit.Whitespace;

    /// <summary>Whether capitals are written small.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Words that occur less often have no vector, and nothing learns from them.</summary>
    [Range(1, int.MaxValue)]
    public int MinCount { get; init; } = 5;

    /// <summary>Passes over the texts.</summary>
    [Range(1, 1_000_000)]
    public int Epochs { get; init; } = 5;

    /// <summary>Learning rate at the start; it falls linearly to a ten-thousandth. Unset: 0.025, with CBOW 0.05.</summary>
    [Range(0.0, 10.0, MinimumIsExclusive = true)]
    public double? LearningRate { get; init; }

    /// <summary>Decides first vectors and everything that is drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads that learn. With one the same seed gives the same bytes; with several, which write without locks, it does not. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>The same with everything decided that was left open, but for the folder.</summary>
    public Word2VecRunOptions Resolve() => this with { LearningRate = LearningRate ?? (Cbow ? 0.05 : 0.025), Threads = Threads ?? Environment.ProcessorCount };

    /// <inheritdoc/>
    public override IEnumerable<ConfigurationMistake> Check() => Data.Length == 0 ? base.Check().Append(new("data", null, "is not said; name a file of texts, plain or gz, or a folder of them")) : base.Check();
}
