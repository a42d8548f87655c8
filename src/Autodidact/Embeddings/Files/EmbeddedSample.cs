namespace Autodidact.Embeddings.Files;

/// <summary>Whose row it is.</summary>
/// <param name="Id">As the source names the sample.</param>
/// <param name="Label">Its class, -1 without one.</param>
internal readonly record struct EmbeddedSample(string Id, int Label);
