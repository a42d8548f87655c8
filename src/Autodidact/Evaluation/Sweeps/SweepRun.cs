using Autodidact.Training;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>What has become of one run of a sweep.</summary>
/// <param name="Name">What it differs in.</param>
/// <param name="Run">Its folder.</param>
/// <param name="Settings">The value of each of the sweep's settings, by full name.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="State">What has become of it; null where its turn has not come.</param>
/// <param name="Failure">Why it failed; null otherwise.</param>
/// <param name="Score">The figure that the sweep goes by; null where there is none.</param>
/// <param name="Low">Lower end of its own 95 % interval.</param>
/// <param name="High">Upper end of that interval.</param>
/// <param name="Loss">Mean loss of the last epoch.</param>
/// <param name="Seconds">Seconds of training.</param>
/// <param name="Gigaflops">Billions of floating-point operations of the training.</param>
public sealed record SweepRun(
    string Name, string Run, IReadOnlyDictionary<string, string> Settings, ulong Seed, RunState? State, string? Failure,
    double? Score, double? Low, double? High, double? Loss, double Seconds, double? Gigaflops);
