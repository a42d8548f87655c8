using Autodidact.Engine;

namespace Autodidact.Embeddings.Components;

/// <summary>
/// The whitening that changes rows least: <c>(x - mean) (C + ε I)^(-1/2)</c>, C their covariance (of rows - 1). Bell and Sejnowski 1997; Kessy, Lewin and Strimmer 2018. In double precision.
/// </summary>
public sealed class ZcaWhitening
{
    private ZcaWhitening(double[] mean, double[] matrix) => (Mean, Matrix) = (mean, matrix);

    /// <summary>The middle of the rows, <c>[dimension]</c>.</summary>
    public double[] Mean { get; }

    /// <summary>What centred rows are multiplied by, <c>[dimension, dimension]</c>, symmetric.</summary>
    public double[] Matrix { get; }

    /// <summary>Finds the whitening of rows.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; at least two rows, finite.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="epsilon">ε, above 0: keeps directions in which rows hardly vary from being blown up.</param>
    /// <exception cref="ArgumentException">There are fewer than two rows, or not whole rows.</exception>
    public static ZcaWhitening Fit(ReadOnlySpan<float> values, int dimension, double epsilon = 1e-5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (!(epsilon > 0)) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "ε is above 0.");
        if (values.Length / dimension < 2 || values.Length % dimension != 0) throw new ArgumentException($"{values.Length} numbers are not two or more rows of {dimension}.", nameof(values));
        using TensorScope scope = new();
        using NoGradient guard = new();
        double[] mean = Pca.MeanOf(values, dimension);
        (Tensor directions, Tensor variance, _) = Pca.Covariance(values, dimension, mean).LinalgSvd(fullMatrices: false);
        return new(mean, (directions * (variance + epsilon).Rsqrt().Unsqueeze(0)).Matmul(directions.T()).ToArray<double>());
    }

    /// <summary>Whitened rows, <c>[rows, dimension]</c>.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major.</param>
    public double[] Transform(ReadOnlySpan<float> values)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        return Pca.Centred(values, Mean.Length, Mean).Matmul(Tensor.From(Matrix, Mean.Length, Mean.Length)).ToArray<double>();
    }
}
