namespace Autodidact.Embeddings.Components;

/// <summary>An independent component of features.</summary>
/// <param name="Component">Its number, 0 for the least Gaussian.</param>
/// <param name="Kurtosis">Excess kurtosis: above 0 a few samples have much of it, below 0 samples fall into groups or are evenly spread.</param>
/// <param name="Skewness">How one-sided it is, 0 or more.</param>
/// <param name="Negentropy">How far from Gaussian it is (<see cref="IcaFigures.Negentropy"/>).</param>
/// <param name="Typical">The samples with the most of it, the most first.</param>
public sealed record IcaComponent(int Component, double Kurtosis, double Skewness, double Negentropy, IReadOnlyList<ActiveSample> Typical);
