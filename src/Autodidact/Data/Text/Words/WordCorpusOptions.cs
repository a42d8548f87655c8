namespace Autodidact.Data.Text.Words;

/// <summary>How texts become words.</summary>
public sealed record WordCorpusOptions
{
    /// <summary>What a word is.</summary>
    public WordSplit Split { get; init; } = WordSplit.Whitespace;

    /// <summary>Whether capitals are written small.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Words that occur less often are left out. At least 1.</summary>
    public int MinCount { get; init; } = 5;

    /// <summary>Use only the first texts; null for all. At least 1.</summary>
    public int? Limit { get; init; }
}
