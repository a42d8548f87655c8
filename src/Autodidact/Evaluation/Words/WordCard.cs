namespace Autodidact.Evaluation.Words;

/// <summary>What word vectors are worth, beside what people say of words.</summary>
/// <param name="Vectors">Where the vectors lie.</param>
/// <param name="Words">How many there are.</param>
/// <param name="Dimension">Numbers in a vector.</param>
/// <param name="Similarity">Rank correlations, one a test.</param>
/// <param name="Analogies">Shares of analogies that are solved: of all, then of each kind.</param>
public sealed record WordCard(string Vectors, int Words, int Dimension, IReadOnlyList<SimilarityRow> Similarity, IReadOnlyList<AnalogyRow> Analogies);
