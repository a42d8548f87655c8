namespace Autodidact.Embeddings.Components;

/// <summary>How far a component is from Gaussian; all are 0 of a Gaussian.</summary>
/// <param name="Kurtosis">Excess kurtosis: above 0 a few rows have much of it, below 0 rows fall into groups or are evenly spread.</param>
/// <param name="Skewness">How one-sided it is, 0 or more.</param>
/// <param name="Negentropy">Hyvärinen's approximation by log cosh, <c>(E log cosh s - E log cosh ν)²</c> with ν Gaussian: no unit, for comparing components.</param>
public sealed record IcaFigures(double Kurtosis, double Skewness, double Negentropy);
