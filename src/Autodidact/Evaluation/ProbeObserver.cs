using Autodidact.Data;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation;

/// <summary>Measures the encoder of a run every few epochs, and after the last, and writes the figure into the run's metrics. It changes nothing about the run.</summary>
public abstract class ProbeObserver : TrainingObserver
{
    private readonly string _figure;
    private readonly int _every;
    private Func<Encoder, double>? _measure;
    private Encoder? _encoder;

    /// <param name="figure">The figure's name in the metrics.</param>
    /// <param name="every">Epochs between measurements, at least 1.</param>
    protected ProbeObserver(string figure, int every)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        (_figure, _every) = (figure, every);
    }

    /// <summary>The probes that watch a run where nobody chooses others; none where measurements are switched off.</summary>
    /// <param name="every">Epochs between measurements; 0 measures never.</param>
    public static TrainingObserver[] Usual(int every) => every > 0 ? [new KnnObserver(every), new RankMeObserver(every), new LidarObserver(every)] : [];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> FiguresOn(DataSource source) => On(source) is null ? [] : [_figure];

    /// <inheritdoc/>
    public sealed override void Started(TrainingStarted run)
    {
        ArgumentNullException.ThrowIfNull(run);
        (_encoder, _measure) = (run.Encoder, On(run));
    }

    /// <inheritdoc/>
    public sealed override void EpochCompleted(TrainingEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (_encoder is not null && _measure is not null && (epoch.Epoch % _every == 0 || epoch.Epoch == epoch.Epochs)) epoch.Record(_figure, _measure(_encoder));
    }

    /// <summary>What measures an encoder in this run; null where there is nothing to measure on. By default, what its pictures alone allow.</summary>
    protected virtual Func<Encoder, double>? On(TrainingStarted run) => On(run.Source);

    /// <summary>What measures an encoder on a run's own pictures; null where there is nothing to measure on.</summary>
    protected abstract Func<Encoder, double>? On(DataSource source);
}
