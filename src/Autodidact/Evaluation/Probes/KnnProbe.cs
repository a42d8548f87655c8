using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Evaluation.Probes;

/// <summary>
/// Nearest-neighbour accuracy of an encoder at a small and bounded cost, to watch a run with. It draws no random numbers
/// from the engine and leaves batch norm's statistics alone, so it changes nothing about the run.
/// </summary>
public sealed class KnnProbe
{
    private const int MostTrain = 2000, MostTest = 1000;
    private const ulong Seed = 0;

    private readonly LabelledParts _parts;
    private readonly int _k;

    /// <param name="parts">Labelled pictures; of more than 2,000 to fit on or 1,000 to measure on, as many are drawn, class by class.</param>
    /// <param name="k">Neighbours that vote.</param>
    public KnnProbe(LabelledParts parts, int k = 20)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _parts = LabelledParts.Of(Sample(parts.Train, MostTrain), Sample(parts.Test, MostTest));
        _k = k;
    }

    /// <summary>The accuracy of the encoder as it is now, 0..1. Computed on the calling thread.</summary>
    public double Measure(Encoder encoder)
    {
        LabelledFeatures train = Read(_parts.Train), test = Read(_parts.Test);
        return new KnnClassifier(train, _k).Measure(test).Accuracy;

        LabelledFeatures Read(ImageSource source) => FeatureCollection.Read(
            FeatureReader.Of(encoder, source, new LoaderOptions { Threads = 1 }), source, _parts.Classes, done: null, out _, CancellationToken.None);
    }

    private static ImageSource Sample(ImageSource source, int most)
    {
        if (source.Count <= most) return source;
        int[] labels = [.. Enumerable.Range(0, source.Count).Select(index => source.Label(index)!.Value)];
        return new SelectedSource(source, StratifiedSplit.Of(labels, (double)most / source.Count, Seed).Held, source.Name);
    }
}
