using Autodidact.Evaluation.Metrics;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class RankCorrelationTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 10, 20, 1000 }, 1)]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 3, 2, 1 }, -1)]
    [InlineData(new double[] { 106, 100, 86, 101, 99, 103, 97, 113, 112, 110 }, new double[] { 7, 27, 2, 50, 28, 29, 20, 12, 6, 17 }, -29.0 / 165)]    // Wikipedia's example
    [InlineData(new double[] { 1, 2, 2, 3 }, new double[] { 1, 2, 3, 4 }, 0.9486832980505138)]      // the root of 0.9
    public void Orders_are_compared_not_values(double[] first, double[] second, double correlation)
    {
        Assert.Equal(correlation, RankCorrelation.Spearman(first, second), 1e-12);
        Assert.Equal(correlation, RankCorrelation.Spearman(second, first), 1e-12);
    }

    [Fact]
    public void There_is_no_order_among_equals() => Assert.True(double.IsNaN(RankCorrelation.Spearman([1, 1, 1], [1, 2, 3])));

    [Fact]
    public void Sides_must_pair() => Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1], [1, 2]));
}
