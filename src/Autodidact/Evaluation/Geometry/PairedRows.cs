using Autodidact.Engine;

namespace Autodidact.Evaluation.Geometry;

/// <summary>Features of the same samples by two networks, those that are finite on both sides, some of them where there are many.</summary>
internal static class PairedRows
{
    /// <summary>Which rows to take, rising.</summary>
    /// <param name="first">One side.</param>
    /// <param name="second">The other; null where there is but one.</param>
    /// <param name="most">Rows to take at most.</param>
    public static int[] Of(LabelledFeatures first, LabelledFeatures? second, int most)
    {
        int[] finite = FiniteRows.Find(first.Values, first.Dimension);
        if (second is not null) finite = [.. finite.Intersect(FiniteRows.Find(second.Values, second.Dimension))];
        return [.. SampleDraw.Of(finite.Length, most).Select(place => finite[place])];
    }

    /// <summary>Some rows in fp64, the mean of every column taken off, <c>[rows, dimension]</c>.</summary>
    public static Tensor Centred(LabelledFeatures features, int[] rows)
    {
        Tensor chosen = Tensor.From(features.Rows(rows).Values, rows.Length, features.Dimension).To(ScalarType.Float64);
        return chosen - chosen.Mean([0], keepdim: true);
    }

    /// <summary>Numbers of rows as a tensor that others are selected by.</summary>
    public static Tensor Index(int[] rows) => Tensor.From(Array.ConvertAll(rows, row => (long)row), rows.Length);
}
