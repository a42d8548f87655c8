using Autodidact.Training;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>One run of a sweep.</summary>
/// <param name="Name">What it differs in, such as <c>temperature=0.1 seed=2</c>.</param>
/// <param name="Values">The value of each of the sweep's settings, in their order.</param>
/// <param name="Options">All of the run's options, its folder included.</param>
public sealed record SweepCell(string Name, IReadOnlyList<string> Values, PretrainOptions Options);
