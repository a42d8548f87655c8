using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Evaluation.Probes;

/// <summary>
/// Nearest-neighbour accuracy of an encoder at a small and bounded cost, to watch a run with. It draws no random numbers
/// from the engine and leaves batch norm's statistics alone, so it changes nothing about the run. What it measures on is held
/// out of the training part: the test part stays unseen until the encoder is evaluated.
/// </summary>
public sealed class KnnProbe
{
    private const int MostTrain = 2000, MostTest = 1000;
    private const ulong Seed = 0;

    // Broken pictures are left out, however many: whether they are too many is for the run to say.
    private static readonly LoaderOptions s_loading = new() { Threads = 1, MaximumBadShare = 1 };

    private readonly LabelledParts _parts;
    private readonly int _k;

    /// <param name="train">
    /// Pictures of a training part; those with labels are used: a fifth of every class to measure on, the rest to fit on; of
    /// more than 2,000 to fit on or 1,000 to measure on, as many are drawn, class by class.
    /// </param>
    /// <param name="k">Neighbours that vote.</param>
    /// <exception cref="DataException">There are no labels, or only one class, or no class has two pictures of which one could be held out.</exception>
    public KnnProbe(DataSource train, int k = 20)
    {
        ArgumentNullException.ThrowIfNull(train);
        LabelledParts held = LabelledParts.Of(train, test: null, seed: Seed);
        _parts = LabelledParts.Of(Sample(held.Train, MostTrain), Sample(held.Test, MostTest));
        _k = k;
    }

    /// <summary>The accuracy of the encoder as it is now, 0..1. Computed on the calling thread.</summary>
    public double Measure(Encoder encoder)
    {
        LabelledFeatures train = Read(_parts.Train), test = Read(_parts.Test);
        return new KnnClassifier(train, _k).Measure(test).Accuracy;

        LabelledFeatures Read(DataSource source) => FeatureCollection.ReadLabelled(
            FeatureReader.Of(encoder, source, s_loading), source, _parts.Classes, done: null, out _, CancellationToken.None);
    }

    private static DataSource Sample(DataSource source, int most)
    {
        if (source.Count <= most) return source;
        int[] labels = [.. Enumerable.Range(0, source.Count).Select(index => source.Label(index)!.Value)];
        return source.Choose(StratifiedSplit.Of(labels, (double)most / source.Count, Seed).Held, source.Name);
    }
}
