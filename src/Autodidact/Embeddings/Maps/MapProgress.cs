namespace Autodidact.Embeddings.Maps;

/// <summary>How far a map is.</summary>
/// <param name="Stage">What is being done, such as <c>neighbours</c> or <c>passes</c>.</param>
/// <param name="Share">How much of this stage is done, 0 to 1; 0 where it is not counted.</param>
public readonly record struct MapProgress(string Stage, double Share);
