using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Geometry;

/// <summary>How alike two networks see the same samples.</summary>
internal static class Likeness
{
    private const int MostRows = 2048, Neighbours = 10;

    // SVCCA's: what holds the last hundredth of the variance is noise, and noise can be told from noise where there is enough of it.
    private const double Variance = 0.99;

    /// <summary>
    /// Debiased linear CKA, the mean canonical correlation of the directions that hold 99 % of each side's variance (and in its settings what unrelated sides with as many directions reach),
    /// and the share of the ten nearest neighbours that both name.
    /// </summary>
    /// <param name="first">One side.</param>
    /// <param name="second">The other, the same samples row by row.</param>
    /// <param name="other">What the second side is called in the names of the figures.</param>
    /// <param name="seed">Decides which samples stand for unrelated ones.</param>
    public static IEnumerable<GeometryFigure> Of(LabelledFeatures first, LabelledFeatures second, string other, ulong seed)
    {
        int[] rows = PairedRows.Of(first, second, MostRows);
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor x = PairedRows.Centred(first, rows), y = PairedRows.Centred(second, rows);
        return [Alignment(x, y, $"cka_with_{other}"), Correlation(x, y, $"svcca_with_{other}", seed), Shared(first.Rows(rows), second.Rows(rows), $"neighbours_with_{other}")];
    }

    private static GeometryFigure Alignment(Tensor x, Tensor y, string metric)
    {
        Tensor k = x.Matmul(x.T()), l = y.Matmul(y.T());
        return Spread.Figure(metric, (int)x.Size(0), kept =>
        {
            Tensor index = PairedRows.Index(kept);
            return CenteredKernelAlignment.DebiasedOfGrams(k.IndexSelect(0, index).IndexSelect(1, index), l.IndexSelect(0, index).IndexSelect(1, index));
        }, new());
    }

    private static GeometryFigure Correlation(Tensor x, Tensor y, string metric, ulong seed)
    {
        Tensor one = CanonicalCorrelation.Directions(x, Variance), other = CanonicalCorrelation.Directions(y, Variance);
        int[] order = [.. Enumerable.Range(0, (int)x.Size(0))];
        new Draws(new DrawKey(seed, 0, 0, View: 2), DrawPurpose.Other).Shuffle(order.AsSpan());
        Dictionary<string, double> settings = new()
        {
            ["directions"] = one.Size(1),
            ["other_directions"] = other.Size(1),
            ["by_chance"] = new CanonicalCorrelation(one, other.IndexSelect(0, PairedRows.Index(order))).Mean,
        };
        return Spread.Figure(metric, (int)x.Size(0), kept =>
        {
            Tensor index = PairedRows.Index(kept);
            return new CanonicalCorrelation(one.IndexSelect(0, index), other.IndexSelect(0, index)).Mean;
        }, settings);
    }

    private static GeometryFigure Shared(LabelledFeatures first, LabelledFeatures second, string metric)
    {
        int k = Math.Min(Neighbours, first.Count - 1);
        double[] shares = MutualNeighbours.OfRows(first.Values, first.Dimension, second.Values, second.Dimension, k);
        return new(metric, shares.Average(), Interval.OfMean(shares), shares.Length, new() { ["k"] = k, ["by_chance"] = k / (shares.Length - 1.0) }, IsShare: true);
    }
}
