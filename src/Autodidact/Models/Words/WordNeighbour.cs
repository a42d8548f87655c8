namespace Autodidact.Models.Words;

/// <summary>A word and how near it is.</summary>
/// <param name="Word">The word.</param>
/// <param name="Cosine">The cosine of the angle between the vectors, -1 to 1.</param>
public readonly record struct WordNeighbour(string Word, double Cosine);
