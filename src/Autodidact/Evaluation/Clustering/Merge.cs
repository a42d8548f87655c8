namespace Autodidact.Evaluation.Clustering;

/// <summary>Two clusters that became one.</summary>
/// <param name="First">A row below the number of rows; else rows plus the place of an earlier merge.</param>
/// <param name="Second">The other, with the larger number.</param>
/// <param name="Height">How far they were from each other: the mean distance of their rows, or with Ward the root of twice the growth of the sum of squares, which of two single rows is their distance.</param>
/// <param name="Size">Rows in the new cluster.</param>
public readonly record struct Merge(int First, int Second, double Height, int Size);
