using Autodidact.Cli.Rendering;
using Autodidact.Data;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Probes;
using Autodidact.Training;

namespace Autodidact.Cli;

/// <summary>Who watches a run that the command line started.</summary>
internal static class Observers
{
    /// <summary>The progress display, after the probe whose figures it shows.</summary>
    public static TrainingObserver[] For(Shell shell, PretrainOptions options)
    {
        ProgressDisplay display = new(shell);
        return options.KnnEvery > 0 && Probe(options.Data) is KnnProbe probe ? [new KnnObserver(probe, options.KnnEvery), display] : [display];
    }

    /// <summary>Measures on the data's labels, which the run itself never reads; null where there are none.</summary>
    private static KnnProbe? Probe(string data)
    {
        try
        {
            return new KnnProbe(LabelledParts.Open(data));
        }
        catch (DataException)
        {
            return null;       // what cannot be opened at all is reported by the run
        }
    }
}
