using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Evaluation.Metrics;
using Autodidact.Models;

namespace Autodidact.Evaluation;

/// <summary>
/// Writes <see cref="Spectrum.RankMe"/> of the frozen features of some of a run's own pictures into its metrics every few epochs, as
/// <c>rankme</c>. It needs no labels, draws no random numbers and changes nothing about the run.
/// </summary>
public sealed class RankMeObserver : ProbeObserver
{
    /// <summary>The name of the figure, 1 to the feature size.</summary>
    public const string Figure = "rankme";

    private const int MostPictures = 1024;

    // Broken pictures are left out, however many: whether they are too many is for the run to say.
    private static readonly LoaderOptions s_loading = new() { Threads = 1, MaximumBadShare = 1 };

    /// <param name="every">Epochs between measurements, at least 1. The last epoch is always measured.</param>
    public RankMeObserver(int every = 5) : base(Figure, every)
    {
    }

    /// <inheritdoc/>
    protected override Func<Encoder, double> On(DataSource source)
    {
        DataSource spread = SpreadSource.Of(source, MostPictures);
        return encoder => Measure(encoder, spread);
    }

    /// <summary>The figure of an encoder on some pictures of a source.</summary>
    internal static double Of(Encoder encoder, DataSource source) => Measure(encoder, SpreadSource.Of(source, MostPictures));

    private static double Measure(Encoder encoder, DataSource source)
    {
        List<float> values = new(source.Count * encoder.FeatureSize);
        foreach (FeatureBatch batch in FeatureReader.Of(encoder, source, s_loading).Batches())
            values.AddRange(batch.Values);
        return values.Count < 2 * encoder.FeatureSize
            ? double.NaN
            : new Spectrum(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values), encoder.FeatureSize).RankMe;
    }
}
