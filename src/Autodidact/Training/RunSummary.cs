namespace Autodidact.Training;

/// <summary>A run in a list of runs.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="State">What has become of it. A run whose process is gone without a word is interrupted.</param>
/// <param name="Failure">Why it failed, or what of its files is damaged; null otherwise.</param>
/// <param name="Method">The method's name; null where the recipe cannot be read.</param>
/// <param name="Backbone">The backbone's name.</param>
/// <param name="Data">What it learns from.</param>
/// <param name="Steps">Optimizer steps done, as of the last checkpoint while it runs.</param>
/// <param name="TotalSteps">Optimizer steps of the whole run; null before it has begun.</param>
/// <param name="Epochs">Passes over the data done.</param>
/// <param name="Loss">Mean loss of the last epoch, or of its part.</param>
/// <param name="ImagesPerSecond">Pictures a second in the steady state.</param>
/// <param name="ProcessId">The process that trains in it; null when none does.</param>
/// <param name="Host">The machine of that process.</param>
/// <param name="Updated">When the run last said something, in UTC; null where that is not known.</param>
public sealed record RunSummary(
    string Run,
    RunState State,
    string? Failure,
    string? Method,
    string? Backbone,
    string? Data,
    long Steps,
    long? TotalSteps,
    double Epochs,
    double? Loss,
    double ImagesPerSecond,
    int? ProcessId,
    string? Host,
    DateTimeOffset? Updated);
