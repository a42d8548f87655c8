using Autodidact.Evaluation.Comparison;

namespace Autodidact.Evaluation.Verification;

/// <summary>A figure beside what was expected of it. Percent of the test part.</summary>
/// <param name="Evaluation">Its name, such as <c>knn</c>.</param>
/// <param name="Low">The least that is expected.</param>
/// <param name="High">The most that is expected.</param>
/// <param name="Measured">Each seed's accuracy.</param>
/// <param name="Mean">Their mean, with its interval.</param>
/// <param name="Random">The same network at random initialisation.</param>
/// <param name="Raw">Raw input.</param>
/// <param name="IsInside">Whether every seed lies within what is expected.</param>
public sealed record VerifiedFigure(
    string Evaluation, double Low, double High, IReadOnlyList<double> Measured, Estimate Mean, double? Random, double? Raw, bool IsInside);
