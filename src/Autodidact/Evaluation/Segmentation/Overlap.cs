namespace Autodidact.Evaluation.Segmentation;

/// <summary>How well predicted masks cover true ones: intersection over union of each class over all pixels of all pictures, and its mean over classes (Everingham et al. 2010).</summary>
internal sealed class Overlap(int classes)
{
    private readonly List<(long[] Both, long[] Predicted, long[] True)> _pictures = [];

    /// <summary>Pictures counted.</summary>
    public int Count => _pictures.Count;

    /// <summary>Mean intersection over union, over the classes that occur, 0..1.</summary>
    public double Mean => MeanOf(Once);

    /// <summary>Share of pixels predicted rightly.</summary>
    public double PixelAccuracy => Accuracy(Once);

    /// <summary>Counts a picture.</summary>
    /// <param name="predicted">A class for every pixel; -1 for none, which is wrong.</param>
    /// <param name="truth">As many; pixels of <see cref="MaskFrames.Ignored"/> do not count.</param>
    public void Add(ReadOnlySpan<long> predicted, ReadOnlySpan<byte> truth)
    {
        (long[] both, long[] chosen, long[] there) = (new long[classes], new long[classes], new long[classes]);
        for (int i = 0; i < truth.Length; i++)
        {
            if (truth[i] >= classes) continue;
            if (predicted[i] >= 0) chosen[predicted[i]]++;
            there[truth[i]]++;
            if (predicted[i] == truth[i]) both[truth[i]]++;
        }

        _pictures.Add((both, chosen, there));
    }

    /// <summary>Intersection over union of one class; no number where it occurs neither in truth nor in predictions.</summary>
    public double Of(int label) => Of(label, Once);

    /// <summary>95 % intervals of both figures over pictures (<see cref="Bootstrap"/>).</summary>
    public (Interval Mean, Interval PixelAccuracy) Intervals(ulong seed)
    {
        (double Mean, double Accuracy)[] drawn = [.. Enumerable.Range(0, Bootstrap.UsualDraws).Select(draw =>
        {
            int[] times = Bootstrap.Times(new int[Count], seed, draw);
            return (MeanOf(times), Accuracy(times));
        })];
        return (Bootstrap.Of(Mean, drawn.Select(figures => figures.Mean)), Bootstrap.Of(PixelAccuracy, drawn.Select(figures => figures.Accuracy)));
    }

    // How often each picture counts.
    private int[] Once => [.. Enumerable.Repeat(1, Count)];

    private double MeanOf(int[] times) => Enumerable.Range(0, classes).Select(label => Of(label, times)).Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Average();

    private double Of(int label, int[] times)
    {
        (long both, long union) = (0, 0);
        foreach (((long[] shared, long[] predicted, long[] there), int count) in _pictures.Zip(times))
        {
            both += count * shared[label];
            union += count * (predicted[label] + there[label] - shared[label]);
        }

        return union == 0 ? double.NaN : (double)both / union;
    }

    private double Accuracy(int[] times)
    {
        (long right, long all) = (0, 0);
        foreach (((long[] shared, _, long[] there), int count) in _pictures.Zip(times)) (right, all) = (right + (count * shared.Sum()), all + (count * there.Sum()));
        return all == 0 ? 0 : (double)right / all;
    }
}
