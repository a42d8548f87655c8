namespace Autodidact.Evaluation.Words;

/// <summary>Two words and how alike people find them.</summary>
/// <param name="First">A word.</param>
/// <param name="Second">Another.</param>
/// <param name="Score">The mean of what people said; higher is more alike.</param>
public readonly record struct WordPair(string First, string Second, double Score);
