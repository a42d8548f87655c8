using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Evaluation.Metrics;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation;

/// <summary>
/// Writes <see cref="Spectrum.RankMe"/> of the frozen features of some of a run's own pictures into its metrics every few epochs, as
/// <c>rankme</c>. It needs no labels, draws no random numbers and changes nothing about the run.
/// </summary>
public sealed class RankMeObserver : TrainingObserver
{
    /// <summary>The name of the figure, 1 to the feature size.</summary>
    public const string Figure = "rankme";

    private const int MostPictures = 1024;

    // Broken pictures are left out, however many: whether they are too many is for the run to say.
    private static readonly LoaderOptions s_loading = new() { Threads = 1, MaximumBadShare = 1 };

    private readonly int _every;
    private ImageSource? _source;
    private Encoder? _encoder;

    /// <param name="every">Epochs between measurements, at least 1. The last epoch is always measured.</param>
    public RankMeObserver(int every = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        _every = every;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FiguresOn(ImageSource source) => [Figure];

    /// <inheritdoc/>
    public override void Started(TrainingStarted run)
    {
        ArgumentNullException.ThrowIfNull(run);
        _encoder = run.Encoder;
        _source = Spread(run.Source);
    }

    /// <inheritdoc/>
    public override void EpochCompleted(TrainingEpoch epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        if (_encoder is not null && _source is not null && (epoch.Epoch % _every == 0 || epoch.Epoch == epoch.Epochs))
            epoch.Record(Figure, Measure(_encoder, _source));
    }

    private static double Measure(Encoder encoder, ImageSource source)
    {
        List<float> values = new(source.Count * encoder.FeatureSize);
        foreach (FeatureBatch batch in FeatureReader.Of(encoder, source, s_loading).Batches())
            values.AddRange(batch.Values);
        return values.Count < 2 * encoder.FeatureSize
            ? double.NaN
            : new Spectrum(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values), encoder.FeatureSize).RankMe;
    }

    // Sources often come class by class, so the first pictures would not do.
    private static ImageSource Spread(ImageSource source) => source.Count <= MostPictures
        ? source
        : new SelectedSource(source, [.. Enumerable.Range(0, MostPictures).Select(index => (int)((long)index * source.Count / MostPictures))], source.Name);
}
