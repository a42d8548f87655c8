using Autodidact.Data.Views;
using Autodidact.Evaluation;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(81, 263, 0.2553, 0.3662)] // Newcombe 1998, table I.
    [InlineData(15, 148, 0.0624, 0.1605)] // Newcombe 1998, table I.
    [InlineData(0, 0, 0, 1)]
    public void Wilson_gives_the_published_values(int successes, int count, double low, double high)
    {
        Interval interval = Interval.Wilson(successes, count);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void Wilson_covers_the_truth_in_about_95_of_100_draws()
    {
        const int Draws = 4000, Samples = 200;
        const double Truth = 0.9;
        int covered = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            Draws numbers = new(new DrawKey(1, 0, draw, 0), DrawPurpose.Other);
            int successes = 0;
            for (int sample = 0; sample < Samples; sample++) successes += numbers.Chance(Truth) ? 1 : 0;
            Interval interval = Interval.Wilson(successes, Samples);
            if (interval.Low <= Truth && Truth <= interval.High) covered++;
        }

        Assert.InRange((double)covered / Draws, 0.93, 0.97);
    }

    // Expected: bisection of the distribution function, integrated numerically.
    [Theory]
    [InlineData(1, 12.7062047)]
    [InlineData(2, 4.3026527)]
    [InlineData(12, 2.1788128)]
    [InlineData(13, 2.1603687)]
    [InlineData(20, 2.0859634)]
    [InlineData(100, 1.9839715)]
    public void Students_quantiles_are_right(int freedom, double expected) => Assert.Equal(expected, Interval.StudentQuantile(freedom), 1e-5);

    [Fact]
    public void A_mean_of_three_has_the_interval_of_two_degrees_of_freedom()
    {
        Interval interval = Interval.OfMean([1, 2, 3]);
        Assert.Equal(2 - (4.302652730 / Math.Sqrt(3)), interval.Low, 1e-9);
        Assert.Equal(2 + (4.302652730 / Math.Sqrt(3)), interval.High, 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => Interval.OfMean([1]));
    }
}
