using Autodidact.Engine;
using Autodidact.Evaluation.Metrics;
using Autodidact.Objectives;

namespace Autodidact.Evaluation.Geometry;

/// <summary>How the features of one network lie.</summary>
internal static class Spread
{
    /// <summary>Rows that are enough; as many as a run's own RankMe is of.</summary>
    public const int MostRows = 1024;

    /// <summary>RankMe, 1 to min(rows, dimension), with its jackknife interval.</summary>
    /// <param name="features">Rows; those that are finite count.</param>
    public static GeometryFigure RankMe(LabelledFeatures features)
    {
        int[] rows = PairedRows.Of(features, null, MostRows);
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor chosen = Tensor.From(features.Rows(rows).Values, rows.Length, features.Dimension).To(ScalarType.Float64);
        return Figure("rankme", rows.Length, kept => Of(chosen.IndexSelect(0, PairedRows.Index(kept))), new());

        // Singular values by the smaller of both products: what that rounds away is below a millionth of their sum.
        static double Of(Tensor matrix)
        {
            double[] squares = (matrix.Size(0) < matrix.Size(1) ? matrix.Matmul(matrix.T()) : matrix.T().Matmul(matrix)).LinalgEigvalsh().ToArray<double>();
            return Spectrum.RankMeOf([.. squares.Select(square => Math.Sqrt(Math.Max(0, square)))]);
        }
    }

    /// <summary>Uniformity on the sphere (Wang and Isola 2020, arXiv:2005.10242), 0 at most, lower where rows lie more evenly.</summary>
    public static GeometryFigure Uniformity(LabelledFeatures features)
    {
        int[] rows = PairedRows.Of(features, null, MostRows);
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor unit = Tensor.From(UnitRows.Of(features.Rows(rows).Values, features.Dimension), rows.Length, features.Dimension).To(ScalarType.Float64);
        return Figure("uniformity", rows.Length, kept => Hypersphere.Uniformity(unit.IndexSelect(0, PairedRows.Index(kept))).Item<double>(), new() { ["t"] = 2 });
    }

    /// <summary>
    /// Mean squared distance, on the sphere, of all pairs of samples of one class, 0 to 4: alignment with the class as what makes two samples partners. It reads labels, and fits nothing. Null
    /// where no class has two samples.
    /// </summary>
    public static GeometryFigure? ClassAlignment(LabelledFeatures features)
    {
        int[] rows = PairedRows.Of(features, null, int.MaxValue);
        LabelledFeatures chosen = features.Rows(rows);
        float[] unit = UnitRows.Of(chosen.Values, chosen.Dimension);
        if (chosen.Labels.CountBy(label => label).All(pair => pair.Value < 2)) return null;
        return Figure("class_alignment", rows.Length, Of, new());

        // Of unit rows, the squared distances of all pairs of a class follow from the length of the class's sum.
        double Of(int[] kept)
        {
            (double distances, double pairs) = (0, 0);
            foreach (IGrouping<int, int> members in kept.GroupBy(row => chosen.Labels[row]))
            {
                double[] sum = new double[chosen.Dimension];
                (double count, double own) = (0, 0);
                foreach (int row in members)
                {
                    count++;
                    for (int i = 0; i < sum.Length; i++)
                    {
                        double value = unit[((long)row * sum.Length) + i];
                        (sum[i], own) = (sum[i] + value, own + (value * value));
                    }
                }

                (distances, pairs) = (distances + (2 * ((count * own) - sum.Sum(value => value * value))), pairs + (count * (count - 1)));
            }

            return pairs == 0 ? 0 : Math.Max(0, distances / pairs);
        }
    }

    /// <summary>A figure of rows with its interval, by leaving groups of them out.</summary>
    internal static GeometryFigure Figure(string metric, int rows, Func<int[], double> of, Dictionary<string, double> settings)
    {
        double value = Scoped([.. Enumerable.Range(0, rows)]);
        double[] without = [.. SampleGroups.LeavingOut(rows).Select(Scoped)];
        // Where hardly a row differs from the others, a group may hold all that do: without it there is no figure, and any is possible.
        Interval interval = without.All(double.IsFinite) ? Interval.OfGroups(value, without) : new(double.NegativeInfinity, double.PositiveInfinity);
        return new(metric, value, interval, rows, settings);

        double Scoped(int[] kept)
        {
            using TensorScope scope = new();
            return of(kept);
        }
    }
}
