using Autodidact.Cli.Rendering;
using Autodidact.Engine.Distributed;
using Autodidact.Evaluation;
using Autodidact.Training;

namespace Autodidact.Cli;

/// <summary>Who watches a run that the command line started.</summary>
internal static class Observers
{
    /// <summary>The progress display, after the probes whose figures it shows.</summary>
    public static TrainingObserver[] For(Shell shell, PretrainOptions options)
    {
        TrainingObserver[] probes = ProbeObserver.Usual(options.KnnEvery);
        // All processes measure together; one of them shows it.
        return World.Current.Writes ? [.. probes, new ProgressDisplay(shell)] : probes;
    }
}
