using System.Text.Json.Serialization;

namespace Autodidact.Embeddings.Detection;

/// <summary>Which new samples are strange.</summary>
public sealed record DetectionResult
{
    /// <summary>The normal data, as the source names them.</summary>
    public required string Data { get; init; }

    /// <summary>The new data.</summary>
    public required string Score { get; init; }

    /// <summary>Normal samples that scores were fitted on.</summary>
    public required int Fitted { get; init; }

    /// <summary>Normal samples that nothing was fitted on, from which thresholds come.</summary>
    public required int HeldOut { get; init; }

    /// <summary>False alarms that were allowed among normal samples.</summary>
    public required double FalseAlarms { get; init; }

    /// <summary>Classes that are normal; null where nothing says.</summary>
    public IReadOnlyList<string>? Normal { get; init; }

    /// <summary>The score that decides.</summary>
    public required string Method { get; init; }

    /// <summary>New samples that it calls strange.</summary>
    public required int Alarms { get; init; }

    /// <summary>Every score, the one that decides first; then the same on random initialisation and raw input.</summary>
    public required IReadOnlyList<MethodResult> Methods { get; init; }

    /// <summary>The new samples, the strangest first.</summary>
    public required IReadOnlyList<ScoredSample> Results { get; init; }

    /// <summary>What a reader must know: what was left out, what could not be measured.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Samples that could not be read, each with its reason.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>The file that was written; null for none.</summary>
    public string? File { get; init; }

    /// <summary>The number in the new data of each of <see cref="Results"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> Samples { get; init; } = [];

    /// <summary>What was compared; null for a result that was read.</summary>
    [JsonIgnore]
    public DetectionData? Sources { get; init; }

    /// <summary>Where in each new picture it is strange, by its number; null where parts were not compared.</summary>
    [JsonIgnore]
    public HeatMaps? Heat { get; init; }

    /// <summary>Writes a line for each sample, the strangest first: <c>id</c>, <c>score</c>, <c>p_value</c>, <c>alarm</c>, <c>class</c>, <c>normal</c>, and a column for each score.</summary>
    /// <param name="path">Ends in <c>.csv</c> or <c>.jsonl</c>.</param>
    public void WriteTable(string path)
    {
        string[] methods = [.. Methods.Select(method => method.Method).Distinct()];
        SampleTable.Write(path, ["id", "score", "p_value", "alarm", "class", "normal", .. methods], Results.Select(sample => (IReadOnlyList<object?>)
        [
            sample.Id, sample.Score, sample.PValue, sample.Alarm, sample.Class, sample.IsNormal, .. methods.Select(method => sample.Scores.TryGetValue(method, out double score) ? (object?)score : null),
        ]));
    }
}
