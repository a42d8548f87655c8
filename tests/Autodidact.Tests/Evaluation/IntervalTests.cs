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
}
