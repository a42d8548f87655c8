using System.Diagnostics;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

public sealed class ThroughputTests
{
    private static readonly long s_second = Stopwatch.Frequency;

    [Fact]
    public void The_steady_state_leaves_slow_first_steps_out()
    {
        Throughput throughput = new(0);
        long now = 0;
        for (int step = 0; step < 5; step++)
            throughput.Count(10, TimeSpan.Zero, now += 10 * s_second);
        for (int step = 0; step < 20; step++)
            throughput.Count(10, TimeSpan.FromSeconds(0.1), now += s_second);
        Assert.Equal(10, throughput.SteadyRate, 6);
        Assert.Equal(0.1, throughput.SteadyWait, 6);
        Assert.Equal(10, throughput.RecentRate, 6);
        Assert.Equal(70, throughput.Elapsed.TotalSeconds, 6);
    }

    [Fact]
    public void Pauses_do_not_count()
    {
        Throughput throughput = new(0);
        long now = 0;
        for (int step = 0; step < 12; step++)
        {
            throughput.Count(10, TimeSpan.Zero, now += s_second);
            throughput.Pause(now += 30 * s_second);
        }
        Assert.Equal(10, throughput.SteadyRate, 6);
        Assert.Equal(10, throughput.RecentRate, 6);
        Assert.Equal(12, throughput.Elapsed.TotalSeconds, 6);
    }

    [Fact]
    public void One_step_is_better_than_none()
    {
        Throughput throughput = new(0);
        Assert.Equal(0, throughput.SteadyRate);
        throughput.Count(10, TimeSpan.Zero, s_second);
        Assert.Equal(10, throughput.SteadyRate, 6);
    }
}
