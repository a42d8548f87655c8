using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>
/// LiDAR, the linear discriminant analysis rank: in how many directions features tell pictures apart better than they tell apart
/// the views of one picture. Thilak et al. 2023, arXiv:2312.04000, equations 3 to 6.
/// </summary>
/// <remarks>
/// With <c>S_b</c> the covariance of the pictures' mean features and <c>S_w</c> that of their views around those means, it is the
/// exponential of the entropy of the shares of the eigenvalues of <c>S_w^(-1/2) S_b S_w^(-1/2)</c>. Unlike RankMe, directions in
/// which views of one picture scatter as much as pictures do count little, however large they are.
/// </remarks>
public static class Lidar
{
    // Added to the diagonal of the covariance within pictures, and to each share.
    private const double Delta = 1e-4, Epsilon = 1e-8;

    /// <summary>The rank, from about 1 to min(pictures - 1, dimension). No labels; higher is better within one network and data set.</summary>
    /// <param name="values">Features <c>[views, pictures, dimension]</c>, row-major.</param>
    /// <param name="views">Views of each picture, at least 2; the authors take 50, ten give nearly the same order of encoders.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <exception cref="ArgumentException">There are fewer than two pictures or views, or not whole rows.</exception>
    public static double Of(ReadOnlySpan<float> values, int views, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(views, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        int pictures = values.Length / (views * dimension);
        if (pictures < 2 || values.Length != (long)views * pictures * dimension)
            throw new ArgumentException($"{values.Length} numbers are not {views} views of two or more pictures of {dimension} numbers each.", nameof(values));
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor features = Tensor.From(values, views, pictures, dimension).To(ScalarType.Float64);
        Tensor means = features.Mean([0]);
        Tensor within = (features - means).Reshape([-1, dimension]);
        Tensor scatter = within.T().Matmul(within) / (pictures * (views - 1));
        double[] delta = new double[(long)dimension * dimension];
        for (int i = 0; i < dimension; i++) delta[((long)i * dimension) + i] = Delta;
        scatter += Tensor.From<double>(delta, dimension, dimension);
        // B S_w^-1 B^T has the eigenvalues of S_w^(-1/2) S_b S_w^(-1/2) that are not zero, and is as small as there are pictures.
        Tensor between = (means - means.Mean([0], keepdim: true)) / Math.Sqrt(pictures - 1);
        Tensor compared = between.Matmul(scatter.LinalgSolve(between.T()));
        double[] eigenvalues = compared.LinalgSvd(fullMatrices: false).Item2.ToArray<double>();
        double sum = eigenvalues.Sum();
        if (!(sum > 0)) return 1;       // all pictures are one point
        double entropy = -(dimension - Math.Min(dimension, pictures)) * Epsilon * Math.Log(Epsilon);
        foreach (double eigenvalue in eigenvalues.Take(dimension))
        {
            double share = (eigenvalue / sum) + Epsilon;
            entropy -= share * Math.Log(share);
        }

        return Math.Exp(entropy);
    }
}
