using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Probes;
using Xunit;

namespace Autodidact.Tests.Evaluation;

/// <summary>The pass that does all at once, held to matrix products in double precision.</summary>
public sealed class SoftmaxLossTests
{
    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(67, 5, 3)]
    [InlineData(300, 64, 10)]
    [InlineData(1045, 33, 7)]
    [InlineData(130, 100, 64)]
    public void Value_and_gradient_are_those_of_matrix_products(int count, int dimension, int classes)
    {
        LabelledFeatures data = Blobs.Make(count, dimension, classes, noise: 1);
        float[] mean = [.. Enumerable.Range(0, dimension).Select(i => i % 3 == 0 ? 0.5f : 0)];
        using FusedSoftmaxLoss fused = new(data, mean);
        using TensorSoftmaxLoss plain = new(data, mean, ScalarType.Float64);
        double[] point = [.. Enumerable.Range(0, classes * (dimension + 1)).Select(i => Math.Sin(i) / 2)];
        double[] gradient = new double[point.Length], wanted = new double[point.Length];
        // Twice, since what an evaluation leaves behind must not count in the next one.
        fused.Evaluate(point, gradient);
        double found = fused.Evaluate(point, gradient), value = plain.Evaluate(point, wanted);
        Assert.Equal(value, found, 1e-6 * value);
        double largest = wanted.Max(Math.Abs);
        Assert.All(gradient.Zip(wanted), pair => Assert.Equal(pair.Second, pair.First, 1e-5 * largest));
    }

    [Fact]
    public void Rows_that_are_nearly_sure_keep_their_digits()
    {
        LabelledFeatures data = Blobs.Make(250, 24, 5, noise: 0.7);
        using SoftmaxRegression fused = new(data), exact = new(data, ScalarType.Float64);
        fused.Fit(1e-5, tolerance: 1e-12);
        exact.Fit(1e-5, tolerance: 1e-12);
        // Their loss is so small that it would be lost beside the 1 of what is certain.
        Assert.InRange(exact.Objective, 0, 1e-2);
        Assert.Equal(exact.Objective, fused.Objective, 1e-6 * exact.Objective);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        LabelledFeatures data = Blobs.Make(500, 40, 6, noise: 2);
        int threads = TorchRuntime.Threads;
        try
        {
            Assert.Equal(Weights(1), Weights(2));
        }
        finally
        {
            TorchRuntime.Threads = threads;
        }

        double[] Weights(int count)
        {
            TorchRuntime.Threads = count;
            using SoftmaxRegression problem = new(data);
            return problem.Fit(0.01).Weights;
        }
    }

    [Fact]
    public void Moments_are_exact_where_the_mean_is_large()
    {
        LabelledFeatures data = new([1e6f, 1, 1e6f + 2, 3, 1e6f + 4, 8], 2, [0, 1, 0], 2);
        ColumnMoments moments = new(data);
        Assert.Equal([1e6 + 2, 4], moments.Mean);
        Assert.Equal([Math.Sqrt(8.0 / 3), Math.Sqrt(26.0 / 3)], moments.Deviation);
    }
}
