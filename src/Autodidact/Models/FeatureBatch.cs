namespace Autodidact.Models;

/// <summary>Features of some samples of a source.</summary>
/// <param name="Values"><c>[samples, dimension]</c>, row-major.</param>
/// <param name="Dimension">Numbers in a row.</param>
/// <param name="Samples">Index in the source of each row.</param>
public sealed record FeatureBatch(float[] Values, int Dimension, IReadOnlyList<int> Samples);
