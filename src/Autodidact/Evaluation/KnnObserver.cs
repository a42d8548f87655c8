using Autodidact.Data;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;

namespace Autodidact.Evaluation;

/// <summary>
/// Writes the accuracy of a <see cref="KnnProbe"/> into a run's metrics every few epochs, as <c>knn_accuracy</c>, where the
/// run's own pictures have labels. It is there to watch, not to choose: the card measures the last epoch.
/// </summary>
public sealed class KnnObserver : ProbeObserver
{
    /// <summary>The name of the figure, a share in 0..1.</summary>
    public const string Figure = "knn_accuracy";

    /// <param name="every">Epochs between measurements, at least 1. The last epoch is always measured.</param>
    public KnnObserver(int every = 5) : base(Figure, every)
    {
    }

    /// <inheritdoc/>
    protected override Func<Encoder, double>? On(DataSource source)
    {
        try
        {
            return new KnnProbe(source).Measure;
        }
        catch (DataException)
        {
            return null;        // no labels, as is usual for data to pretrain on
        }
    }
}
