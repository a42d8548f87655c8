using Autodidact.Evaluation;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void Every_group_keeps_its_size()
    {
        int[] groups = [0, 2, 2, 0, 2, 2, 0, 2];
        for (int draw = 0; draw < 20; draw++)
        {
            int[] times = Bootstrap.Times(groups, seed: 3, draw);
            Assert.Equal(3, times.Where((_, i) => groups[i] == 0).Sum());
            Assert.Equal(5, times.Where((_, i) => groups[i] == 2).Sum());
        }
        Assert.Equal(Bootstrap.Times(groups, 3, 1), Bootstrap.Times(groups, 3, 1));
        Assert.NotEqual(Bootstrap.Times(groups, 3, 1), Bootstrap.Times(groups, 4, 1));
    }

    [Fact]
    public void A_share_has_about_the_interval_that_theory_gives_it()
    {
        int[] hits = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0 ? 1 : 0)];
        Interval interval = Bootstrap.Of(0.25, Enumerable.Range(0, 2000).Select(draw => Bootstrap.Times(new int[400], 1, draw).Select((times, i) => times * hits[i]).Sum() / 400.0));
        // 1.96 * sqrt(0.25 * 0.75 / 400)
        Assert.Equal(0.25 - 0.0424, interval.Low, 0.005);
        Assert.Equal(0.25 + 0.0424, interval.High, 0.005);
    }
}
