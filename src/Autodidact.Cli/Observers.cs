using Autodidact.Cli.Rendering;
using Autodidact.Training;

namespace Autodidact.Cli;

/// <summary>Who watches a run that the command line started.</summary>
internal static class Observers
{
    public static TrainingObserver[] For(Shell shell, PretrainOptions options) => [new ProgressDisplay(shell)];
}
