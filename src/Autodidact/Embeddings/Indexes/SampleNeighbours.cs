namespace Autodidact.Embeddings.Indexes;

/// <summary>A sample with those nearest to it.</summary>
/// <param name="Id">The sample.</param>
/// <param name="Fields">What is known of it; null where nothing is.</param>
/// <param name="Nearest">The nearest others, best first.</param>
public sealed record SampleNeighbours(string Id, IReadOnlyDictionary<string, string>? Fields, IReadOnlyList<Match> Nearest);
