using Autodidact.Data.Views;

namespace Autodidact.Evaluation.FewShot;

/// <summary>A few labelled samples of every class, drawn at random.</summary>
internal static class LabelSample
{
    /// <summary>Rows of one draw, class by class: the first of each class in an order of its own, so that a draw of more labels holds one of fewer. A class that has fewer gives all.</summary>
    /// <param name="labels">The class of each row.</param>
    /// <param name="count">Rows of each class.</param>
    /// <param name="draw">Another draw takes other rows.</param>
    /// <param name="seed">Another seed makes other draws.</param>
    public static int[] Of(IReadOnlyList<int> labels, int count, int draw, ulong seed)
    {
        List<int> rows = [];
        foreach (IGrouping<int, int> members in Enumerable.Range(0, labels.Count).GroupBy(row => labels[row]))
        {
            int[] order = [.. members];
            new Draws(new DrawKey(seed, draw, members.Key, View: 1), DrawPurpose.Other).Shuffle(order.AsSpan());
            rows.AddRange(order.Take(count));
        }

        return [.. rows];
    }
}
