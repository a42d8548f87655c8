using Autodidact.Data.Views;

namespace Autodidact.Evaluation;

/// <summary>Samples in two parts that hold all classes in the same shares.</summary>
/// <param name="Kept">Indices of the larger part, rising.</param>
/// <param name="Held">Indices of the part that is held out, rising.</param>
public sealed record StratifiedSplit(int[] Kept, int[] Held)
{
    /// <summary>
    /// Holds out a share of each class, drawn at random: at least one sample of a class that has two, never the last one.
    /// A function of labels, share and seed alone.
    /// </summary>
    /// <param name="labels">The class of each sample, at least 0.</param>
    /// <param name="share">What to hold out, 0..1.</param>
    /// <param name="seed">Another seed draws other samples.</param>
    public static StratifiedSplit Of(IReadOnlyList<int> labels, double share, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (share is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is a number between 0 and 1.");
        List<int> kept = [], held = [];
        foreach (IGrouping<int, int> members in Enumerable.Range(0, labels.Count).GroupBy(index => labels[index]))
        {
            int[] order = [.. members];
            new Draws(new DrawKey(seed, 0, members.Key, 0), DrawPurpose.Other).Shuffle(order.AsSpan());
            int count = Math.Min(order.Length - 1, Math.Max(1, (int)Math.Round(share * order.Length)));
            held.AddRange(order[..count]);
            kept.AddRange(order[count..]);
        }

        kept.Sort();
        held.Sort();
        return new([.. kept], [.. held]);
    }
}
