namespace Autodidact.Embeddings.Indexes;

/// <summary>What is there more than once.</summary>
/// <param name="Groups">Those of the same content first, then the largest.</param>
/// <param name="Samples">Samples that were compared.</param>
/// <param name="Threshold">The least cosine of two samples that were joined.</param>
/// <param name="Suggested">Whether the threshold was chosen by what the data are like.</param>
/// <param name="Superfluous">Samples that could go, with one of each group kept.</param>
/// <param name="ComparedContents">Whether samples of the same content were looked for as well.</param>
public sealed record DuplicateResult(IReadOnlyList<DuplicateGroup> Groups, int Samples, double Threshold, bool Suggested, int Superfluous, bool ComparedContents);
