using System.Runtime.InteropServices;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Evaluation.Metrics;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation;

/// <summary>
/// Writes <see cref="Lidar"/> of the frozen features of views of some of a run's own pictures into its metrics every few epochs, as
/// <c>lidar</c>. It needs no labels, draws no random numbers of the run's and changes nothing about it.
/// </summary>
public sealed class LidarObserver : ProbeObserver
{
    /// <summary>The name of the figure, 1 to the feature size.</summary>
    public const string Figure = "lidar";

    private const int MostPictures = 256, Views = 10;

    // Broken pictures are left out, however many: whether they are too many is for the run to say.
    private static readonly LoaderOptions s_loading = new() { Threads = 1, MaximumBadShare = 1 };

    /// <param name="every">Epochs between measurements, at least 1. The last epoch is always measured.</param>
    public LidarObserver(int every = 5) : base(Figure, every)
    {
    }

    /// <inheritdoc/>
    protected override Func<Encoder, double>? On(TrainingStarted run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return On(run.Source, run.Plans);
    }

    /// <inheritdoc/>
    protected override Func<Encoder, double>? On(DataSource source) => On(source, []);

    /// <summary>Views as the run's own plans make them, the largest of those where sizes differ; SimCLR's where nobody says. Only pictures have views.</summary>
    private static Func<Encoder, double>? On(DataSource source, IReadOnlyList<ViewPlan> plans)
    {
        if (SpreadSource.Of(source, MostPictures) is not ImageSource spread) return null;
        return encoder => Measure(encoder, spread, plans.Count > 0
            ? [.. plans.Where(plan => plan.Size == plans.Max(other => other.Size))]
            : [ViewPlan.SimClr(((ImagePreprocessing)encoder.Preprocessing).Size)]);
    }

    private static double Measure(Encoder encoder, ImageSource source, ViewPlan[] plans)
    {
        List<float> values = new(Views * source.Count * encoder.FeatureSize);
        for (int view = 0; view < Views; view++)
        {
            // The same pictures in each pass; their draws differ by the seed.
            LoaderOptions loading = s_loading with { Seed = (ulong)view };
            foreach (FeatureBatch batch in new FeatureReader(source, plans[view % plans.Length], encoder.Embed, loading).Batches())
                values.AddRange(batch.Values);
        }

        return values.Count < 2 * Views * encoder.FeatureSize ? double.NaN : Lidar.Of(CollectionsMarshal.AsSpan(values), Views, encoder.FeatureSize);
    }
}
