using Autodidact.Evaluation.Comparison;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>One combination of settings, over its seeds.</summary>
/// <param name="Settings">The value of each of the sweep's settings, by full name.</param>
/// <param name="Score">The figure that the sweep goes by; null where no run of the combination is done.</param>
/// <param name="Seconds">Seconds of training, mean over the runs that are done.</param>
/// <param name="Gigaflops">Billions of floating-point operations of a run.</param>
/// <param name="Failed">Runs that failed.</param>
public sealed record SweepPoint(IReadOnlyDictionary<string, string> Settings, Estimate? Score, double Seconds, double? Gigaflops, int Failed);
