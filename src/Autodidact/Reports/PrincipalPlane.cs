using Autodidact.Engine;

namespace Autodidact.Reports;

/// <summary>Rows on the plane along which they differ most: their first two principal components (Pearson 1901).</summary>
/// <param name="Places"><c>[rows, 2]</c>.</param>
/// <param name="Share">Share of all variance that the plane holds, 0..1.</param>
internal sealed record PrincipalPlane(float[] Places, double Share)
{
    /// <summary>Finds the plane. The sign of each axis is such that its largest weight is positive, so that equal rows give equal pictures.</summary>
    /// <param name="rows"><c>[rows, dimension]</c>, row-major; at least two.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    public static PrincipalPlane Of(float[] rows, int dimension)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor all = Tensor.From<float>(rows, rows.Length / dimension, dimension).To(ScalarType.Float64);
        all -= all.Mean([0L]);
        (Tensor values, Tensor vectors) = (all.T().Matmul(all) / (all.Size(0) - 1.0)).LinalgEigh();
        double[] variances = values.ToArray<double>();
        float[] places = new float[2 * all.Size(0)];
        for (int axis = 0; axis < Math.Min(2, dimension); axis++)
        {
            double[] direction = vectors.Select(1, dimension - 1 - axis).ToArray<double>();
            double sign = direction[Array.IndexOf(direction, direction.MaxBy(Math.Abs))] < 0 ? -1 : 1;
            double[] along = all.Matmul(Tensor.From<double>(direction, dimension)).ToArray<double>();
            for (int row = 0; row < along.Length; row++) places[(2 * row) + axis] = (float)(sign * along[row]);
        }
        double sum = variances.Sum(value => Math.Max(0, value));
        return new(places, sum > 0 ? variances.TakeLast(2).Sum(value => Math.Max(0, value)) / sum : 1);
    }
}
