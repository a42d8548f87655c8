using Autodidact.Data;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation;

/// <summary>
/// Writes the accuracy of a <see cref="KnnProbe"/> into a run's metrics every few epochs, as <c>knn_accuracy</c>, where the
/// run's own pictures have labels. It is there to watch, not to choose: the card measures the last epoch.
/// </summary>
public sealed class KnnObserver : TrainingObserver
{
    /// <summary>The name of the figure, a share in 0..1.</summary>
    public const string Figure = "knn_accuracy";

    private readonly int _every;
    private KnnProbe? _probe;
    private Encoder? _encoder;

    /// <param name="every">Epochs between measurements, at least 1. The last epoch is always measured.</param>
    public KnnObserver(int every = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        _every = every;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FiguresOn(ImageSource source) => ProbeOn(source) is null ? [] : [Figure];

    /// <inheritdoc/>
    public override void Started(TrainingStarted run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _encoder = run.Encoder;
        _probe = ProbeOn(run.Source);
    }

    /// <inheritdoc/>
    public override void EpochCompleted(TrainingEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (_encoder is not null && _probe is not null && (epoch.Epoch % _every == 0 || epoch.Epoch == epoch.Epochs)) epoch.Record(Figure, _probe.Measure(_encoder));
    }

    private static KnnProbe? ProbeOn(ImageSource source)
    {
        try
        {
            return new KnnProbe(source);
        }
        catch (DataException)
        {
            return null;        // nothing to measure on, as is usual for data to pretrain on
        }
    }
}
