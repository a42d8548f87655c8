using Autodidact.Evaluation.Probes;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation;

/// <summary>
/// Writes the accuracy of a <see cref="KnnProbe"/> into a run's metrics every few epochs, as <c>knn_accuracy</c>. It is there
/// to watch, not to choose: the card measures the last epoch.
/// </summary>
public sealed class KnnObserver : TrainingObserver
{
    /// <summary>The name of the figure, a share in 0..1.</summary>
    public const string Figure = "knn_accuracy";

    private readonly KnnProbe _probe;
    private readonly int _every;
    private Encoder? _encoder;

    /// <param name="probe">What measures.</param>
    /// <param name="every">Epochs between measurements, at least 1. The last epoch is always measured.</param>
    public KnnObserver(KnnProbe probe, int every = 5)
    {
        ArgumentNullException.ThrowIfNull(probe);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        (_probe, _every) = (probe, every);
    }

    /// <inheritdoc/>
    public override void Started(TrainingStarted run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _encoder = run.Encoder;
    }

    /// <inheritdoc/>
    public override void EpochCompleted(TrainingEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (_encoder is not null && (epoch.Epoch % _every == 0 || epoch.Epoch == epoch.Epochs)) epoch.Record(Figure, _probe.Measure(_encoder));
    }
}
