using Autodidact.Data.Views;

namespace Autodidact.Evaluation.Segmentation;

/// <summary>How well predicted masks cover true ones: intersection over union of each class over all pixels of all pictures, and its mean over classes (Everingham et al. 2010).</summary>
internal sealed class Overlap(int classes)
{
    private const int Resamples = 1000;

    private readonly List<(long[] Both, long[] Predicted, long[] True)> _pictures = [];

    /// <summary>Pictures counted.</summary>
    public int Count => _pictures.Count;

    /// <summary>Mean intersection over union, over the classes that occur, 0..1.</summary>
    public double Mean => MeanOf(Enumerable.Range(0, Count));

    /// <summary>Share of pixels predicted rightly.</summary>
    public double PixelAccuracy => Accuracy(Enumerable.Range(0, Count));

    /// <summary>Counts a picture.</summary>
    /// <param name="predicted">A class for every pixel.</param>
    /// <param name="truth">As many; pixels of <see cref="MaskFrames.Ignored"/> do not count.</param>
    public void Add(ReadOnlySpan<long> predicted, ReadOnlySpan<byte> truth)
    {
        (long[] both, long[] chosen, long[] there) = (new long[classes], new long[classes], new long[classes]);
        for (int i = 0; i < truth.Length; i++)
        {
            if (truth[i] >= classes) continue;
            chosen[predicted[i]]++;
            there[truth[i]]++;
            if (predicted[i] == truth[i]) both[truth[i]]++;
        }

        _pictures.Add((both, chosen, there));
    }

    /// <summary>Intersection over union of one class; no number where it occurs neither in truth nor in predictions.</summary>
    public double Of(int label) => Of(label, Enumerable.Range(0, Count));

    /// <summary>95 % intervals of both figures over pictures, by drawing as many with replacement a thousand times (percentile bootstrap, Efron 1979).</summary>
    public (Interval Mean, Interval PixelAccuracy) Intervals(ulong seed)
    {
        Draws draws = new(new DrawKey(seed, 0, 0, 0), DrawPurpose.Other);
        double[] means = new double[Resamples], accuracies = new double[Resamples];
        int[] drawn = new int[Count];
        for (int resample = 0; resample < Resamples; resample++)
        {
            for (int i = 0; i < drawn.Length; i++) drawn[i] = draws.Below(Count);
            (means[resample], accuracies[resample]) = (MeanOf(drawn), Accuracy(drawn));
        }

        return (Middle(means), Middle(accuracies));

        static Interval Middle(double[] values)
        {
            Array.Sort(values);
            return new(values[(int)(0.025 * (Resamples - 1))], values[(int)Math.Ceiling(0.975 * (Resamples - 1))]);
        }
    }

    private double MeanOf(IEnumerable<int> pictures)
    {
        int[] chosen = [.. pictures];
        return Enumerable.Range(0, classes).Select(label => Of(label, chosen)).Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Average();
    }

    private double Of(int label, IEnumerable<int> pictures)
    {
        (long both, long union) = (0, 0);
        foreach (int picture in pictures)
        {
            (long[] shared, long[] predicted, long[] there) = _pictures[picture];
            both += shared[label];
            union += predicted[label] + there[label] - shared[label];
        }

        return union == 0 ? double.NaN : (double)both / union;
    }

    private double Accuracy(IEnumerable<int> pictures)
    {
        (long right, long all) = (0, 0);
        foreach (int picture in pictures) (right, all) = (right + _pictures[picture].Both.Sum(), all + _pictures[picture].True.Sum());
        return all == 0 ? 0 : (double)right / all;
    }
}
