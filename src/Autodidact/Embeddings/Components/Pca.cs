using Autodidact.Engine;

namespace Autodidact.Embeddings.Components;

/// <summary>
/// Principal components: the orthogonal directions along which rows differ most (Pearson 1901; Hotelling 1933), in double precision. The largest loading of each component is
/// positive, so that the same rows give the same signs.
/// </summary>
public sealed class Pca
{
    // Products of a full decomposition; beyond, the covariance is decomposed, which loses only what is below 1e-8 of the largest deviation.
    private const double MostWork = 2e10;
    private const int Block = 4096;

    private Pca(double[] mean, double[] components, double[] variance, double total, int count)
    {
        (Mean, Components, ExplainedVariance, Count) = (mean, components, variance, count);
        ExplainedVarianceRatio = [.. variance.Select(part => total > 0 ? part / total : 0)];
        SingularValues = [.. variance.Select(part => Math.Sqrt(part * (count - 1)))];
    }

    /// <summary>The middle of the rows, <c>[dimension]</c>.</summary>
    public double[] Mean { get; }

    /// <summary>Directions of length 1, <c>[components, dimension]</c>, that of the largest variance first.</summary>
    public double[] Components { get; }

    /// <summary>Variance along each direction (of rows - 1), <c>[components]</c>.</summary>
    public double[] ExplainedVariance { get; }

    /// <summary>That as a share of the variance in all directions, 0 to 1.</summary>
    public double[] ExplainedVarianceRatio { get; }

    /// <summary>Singular values of the centred rows, <c>[components]</c>.</summary>
    public double[] SingularValues { get; }

    /// <summary>Rows that it was fitted on.</summary>
    public int Count { get; }

    /// <summary>Numbers in a row.</summary>
    public int Dimension => Mean.Length;

    /// <summary>Finds the components of rows.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; at least two rows, finite.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="components">How many, 1 to min(rows, dimension).</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, or not whole rows, or not so many components.</exception>
    public static Pca Fit(ReadOnlySpan<float> values, int dimension, int components) => Fit(values, dimension, components, MostWork);

    /// <inheritdoc cref="Fit(ReadOnlySpan{float}, int, int)"/>
    /// <param name="mostWork">Products of a full decomposition beyond which the covariance is decomposed.</param>
    internal static Pca Fit(ReadOnlySpan<float> values, int dimension, int components, double mostWork)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        int count = values.Length / dimension;
        if (count < 2 || values.Length % dimension != 0) throw new ArgumentException($"{values.Length} numbers are not two or more rows of {dimension}.", nameof(values));
        if (components < 1 || components > Math.Min(count, dimension))
            throw new ArgumentOutOfRangeException(nameof(components), components, $"{count} rows of {dimension} numbers have 1 to {Math.Min(count, dimension)} components.");
        using TensorScope scope = new();
        using NoGradient guard = new();
        double[] mean = MeanOf(values, dimension);
        (Tensor directions, double[] variance) = (double)count * dimension * Math.Min(count, dimension) <= mostWork || count < dimension
            ? OfRows(values, dimension, mean)
            : OfCovariance(values, dimension, mean);
        double[] first = Signed(directions.Narrow(0, 0, components).ToArray<double>(), dimension);
        return new(mean, first, variance[..components], variance.Sum(), count);
    }

    /// <summary>Rows in the space of the components, <c>[rows, components]</c>.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major.</param>
    /// <param name="whiten">Whether each component is divided by its deviation, so that all vary alike; one that does not vary stays 0.</param>
    public double[] Transform(ReadOnlySpan<float> values, bool whiten = false)
    {
        int components = ExplainedVariance.Length;
        double[] transformed = new double[values.Length / Dimension * components];
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor directions = Tensor.From(Components, components, Dimension).T();
        if (whiten) directions *= Tensor.From([.. ExplainedVariance.Select(variance => variance > 0 ? 1 / Math.Sqrt(variance) : 0)], 1, components);
        for (int start = 0; start < values.Length; start += Block * Dimension)
        {
            using TensorScope inner = new();
            Tensor rows = Centred(values.Slice(start, Math.Min(Block * Dimension, values.Length - start)), Dimension, Mean);
            rows.Matmul(directions).ToArray<double>().CopyTo(transformed, start / Dimension * components);
        }
        return transformed;
    }

    /// <summary>Rows again from their components, <c>[rows, dimension]</c>: what was in other directions is lost.</summary>
    /// <param name="transformed"><c>[rows, components]</c>, as <see cref="Transform"/> gives it without whitening.</param>
    public double[] Restore(double[] transformed)
    {
        ArgumentNullException.ThrowIfNull(transformed);
        using TensorScope scope = new();
        using NoGradient guard = new();
        int components = ExplainedVariance.Length;
        Tensor rows = Tensor.From(transformed, transformed.Length / components, components).Matmul(Tensor.From(Components, components, Dimension));
        return (rows + Tensor.From(Mean, 1, Dimension)).ToArray<double>();
    }

    internal static double[] MeanOf(ReadOnlySpan<float> values, int dimension)
    {
        double[] mean = new double[dimension];
        for (int start = 0; start < values.Length; start += dimension)
            for (int column = 0; column < dimension; column++) mean[column] += values[start + column];
        for (int column = 0; column < dimension; column++) mean[column] /= values.Length / dimension;
        return mean;
    }

    internal static Tensor Centred(ReadOnlySpan<float> values, int dimension, double[] mean) =>
        Tensor.From(values, values.Length / dimension, dimension).To(ScalarType.Float64) - Tensor.From(mean, 1, dimension);

    /// <summary>Covariance of rows (of rows - 1), <c>[dimension, dimension]</c>, block by block.</summary>
    internal static Tensor Covariance(ReadOnlySpan<float> values, int dimension, double[] mean)
    {
        Tensor sum = Tensor.Zeros([dimension, dimension], ScalarType.Float64);
        for (int start = 0; start < values.Length; start += Block * dimension)
        {
            using TensorScope inner = new();
            Tensor rows = Centred(values.Slice(start, Math.Min(Block * dimension, values.Length - start)), dimension, mean);
            sum.AddInPlace(rows.T().Matmul(rows));
        }
        return sum / ((values.Length / dimension) - 1);
    }

    private static (Tensor Directions, double[] Variance) OfRows(ReadOnlySpan<float> values, int dimension, double[] mean)
    {
        (_, Tensor singular, Tensor directions) = Centred(values, dimension, mean).LinalgSvd(fullMatrices: false);
        int count = values.Length / dimension;
        return (directions, [.. singular.ToArray<double>().Select(value => value * value / (count - 1))]);
    }

    private static (Tensor Directions, double[] Variance) OfCovariance(ReadOnlySpan<float> values, int dimension, double[] mean)
    {
        (_, Tensor variance, Tensor directions) = Covariance(values, dimension, mean).LinalgSvd(fullMatrices: false);
        return (directions, variance.ToArray<double>());
    }

    private static double[] Signed(double[] directions, int dimension)
    {
        for (int start = 0; start < directions.Length; start += dimension)
        {
            Span<double> direction = directions.AsSpan(start, dimension);
            double largest = 0;
            foreach (double loading in direction)
                if (Math.Abs(loading) > Math.Abs(largest)) largest = loading;
            if (largest >= 0) continue;
            for (int i = 0; i < dimension; i++) direction[i] = -direction[i];
        }
        return directions;
    }
}
