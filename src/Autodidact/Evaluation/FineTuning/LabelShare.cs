using Autodidact.Data.Views;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Some of the labelled samples, all classes in the same shares: what is learned from where labels are few.</summary>
public static class LabelShare
{
    // Of the draws for the same seed and class, view 0 is what was held out; what is drawn of the rest should not follow it.
    private const int View = 1;

    /// <summary>How many labels a setting means.</summary>
    /// <param name="labels">Up to 1 a share of what there is, above 1 a number.</param>
    /// <param name="available">Labelled samples there are.</param>
    public static int CountOf(double labels, int available) => labels > 1 ? (int)Math.Min(labels, available) : (int)Math.Round(labels * available);

    /// <summary>
    /// Draws samples at random, of each class its share, and at least one. A function of labels, count and seed alone; a class of which more is drawn
    /// with the same seed keeps those that it had.
    /// </summary>
    /// <param name="labels">The class of each sample, at least 0.</param>
    /// <param name="count">Samples to draw; raised to the number of classes where it is smaller.</param>
    /// <param name="seed">Another seed draws other samples.</param>
    /// <returns>Indices into <paramref name="labels"/>, rising.</returns>
    public static int[] Draw(IReadOnlyList<int> labels, int count, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, labels.Count);
        int[][] classes = [.. Enumerable.Range(0, labels.Count).GroupBy(index => labels[index]).OrderBy(members => members.Key).Select(members => members.ToArray())];
        int[] counts = Shares([.. classes.Select(members => members.Length)], Math.Max(count, classes.Length));
        List<int> drawn = [];
        for (int i = 0; i < classes.Length; i++)
        {
            new Draws(new DrawKey(seed, 0, labels[classes[i][0]], View), DrawPurpose.Other).Shuffle(classes[i].AsSpan());
            drawn.AddRange(classes[i][..counts[i]]);
        }

        drawn.Sort();
        return [.. drawn];
    }

    // Largest remainders, under the condition that no class is left without a label.
    private static int[] Shares(int[] sizes, int count)
    {
        double all = sizes.Sum(size => (double)size);
        double[] quotas = [.. sizes.Select(size => count * size / all)];
        int[] counts = [.. quotas.Select(quota => Math.Max(1, (int)quota))];
        for (int rest = count - counts.Sum(); rest != 0; rest -= Math.Sign(rest))
        {
            int[] allowed = [.. Enumerable.Range(0, sizes.Length).Where(i => rest > 0 ? counts[i] < sizes[i] : counts[i] > 1)];
            counts[rest > 0 ? allowed.MaxBy(i => quotas[i] - counts[i]) : allowed.MinBy(i => quotas[i] - counts[i])] += Math.Sign(rest);
        }

        return counts;
    }
}
