namespace Autodidact.Embeddings.Indexes;

/// <summary>A sample that a search found.</summary>
/// <param name="Id">As its source names it.</param>
/// <param name="Score">Cosine of its features and the query's, -1 to 1.</param>
/// <param name="Fields">What is known of it, such as its class; null where nothing is.</param>
public sealed record Match(string Id, double Score, IReadOnlyDictionary<string, string>? Fields)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Score:0.0000}  {Id}");
}
