using Autodidact.Data;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation;

/// <summary>
/// Watches a run by the nearest-neighbour accuracy of its encoder on labelled data, every few passes over the data. The
/// labels are read here, by the observer; the run itself never sees them.
/// </summary>
/// <param name="parts">Labelled pictures.</param>
/// <param name="every">Passes over the data between measurements, at least 1; the last pass is always measured.</param>
public sealed class OnlineKnn(LabelledParts parts, int every) : TrainingObserver
{
    private readonly KnnProbe _probe = new(parts);
    private Encoder? _encoder;

    /// <summary>The observer for a source; null when it has no labels or nothing is to be measured.</summary>
    /// <param name="data">As <see cref="DataSources.Open"/> takes it.</param>
    /// <param name="every">Passes over the data between measurements; 0 for none.</param>
    public static OnlineKnn? TryOpen(string data, int every)
    {
        try
        {
            return every > 0 ? new OnlineKnn(LabelledParts.Open(data), every) : null;
        }
        catch (DataException)
        {
            return null;       // what cannot be opened at all is reported by the run
        }
    }

    /// <inheritdoc/>
    public override void Started(TrainingStarted run) => _encoder = run.Encoder;

    /// <inheritdoc/>
    public override void EpochCompleted(TrainingEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (_encoder is not null && (epoch.Epoch % every == 0 || epoch.Epoch == epoch.Epochs))
            epoch.Record("knn", _probe.Measure(_encoder));
    }
}
