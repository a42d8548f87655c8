namespace Autodidact.Evaluation.Words;

/// <summary>How far vectors order pairs of words as people do.</summary>
/// <param name="Test">Name of the pairs.</param>
/// <param name="Pairs">All pairs.</param>
/// <param name="Covered">Pairs whose words both have vectors; the others are left out.</param>
/// <param name="Spearman">Rank correlation of cosines with people's scores; null where there are too few pairs.</param>
/// <param name="Low">Lower end of its 95 % interval over the choice of pairs.</param>
/// <param name="High">Upper end of that interval.</param>
public sealed record SimilarityRow(string Test, int Pairs, int Covered, double? Spearman, double Low, double High);
