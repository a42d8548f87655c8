namespace Autodidact.Embeddings;

/// <summary>What came of one pass.</summary>
/// <param name="Rows">Rows that were written.</param>
/// <param name="Broken">Samples that have none, each with its reason.</param>
internal sealed record PassResult(int Rows, IReadOnlyList<string> Broken);
