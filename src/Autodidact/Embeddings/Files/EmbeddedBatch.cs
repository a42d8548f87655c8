namespace Autodidact.Embeddings.Files;

/// <summary>Rows on their way to a file.</summary>
/// <param name="Values"><c>[samples, dimension]</c>, row-major.</param>
/// <param name="Samples">Whose rows they are.</param>
internal readonly record struct EmbeddedBatch(ReadOnlyMemory<float> Values, EmbeddedSample[] Samples);
