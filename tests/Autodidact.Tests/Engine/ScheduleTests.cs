using Autodidact.Engine.Optimization.Schedules;
using Xunit;

namespace Autodidact.Tests.Engine;

/// <summary>Schedules at their edges; their middles are held by the golden cases.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public void A_cosine_after_a_rise_begins_at_its_peak_and_stays_at_its_end()
    {
        Schedule schedule = new CosineSchedule(0.5, 0.1, steps: 8).WarmedUp(4);
        Assert.Equal([0, 0.125, 0.25, 0.375, 0.5], Enumerable.Range(0, 5).Select(step => schedule.At(step)));
        Assert.Equal(0.3, schedule.At(8), 1e-12);
        Assert.Equal(0.1, schedule.At(12));
        Assert.Equal(0.1, schedule.At(1_000_000));
    }

    [Fact]
    public void A_line_after_a_rise_goes_down_evenly_and_stays_at_its_end()
    {
        Schedule schedule = new LinearSchedule(0.5, 0.1, steps: 8).WarmedUp(2, ramp: Ramp.ToPeak);
        Assert.Equal([0.25, 0.5, 0.5, 0.45], Enumerable.Range(0, 4).Select(step => Math.Round(schedule.At(step), 12)));
        Assert.Equal(0.3, schedule.At(6), 1e-12);
        Assert.Equal(0.15, schedule.At(9), 1e-12);
        Assert.Equal((0.1, 0.1), (schedule.At(10), schedule.At(1_000_000)));
    }

    [Theory]
    [InlineData(Ramp.FromStart, 0, 0.5)]
    [InlineData(Ramp.Inclusive, 0, 1)]
    [InlineData(Ramp.ToPeak, 0.5, 1)]
    public void Ramps_differ_in_their_first_and_last_step(Ramp ramp, double first, double last)
    {
        Schedule schedule = new ConstantSchedule(1).WarmedUp(2, ramp: ramp);
        Assert.Equal((first, last, 1), (schedule.At(0), schedule.At(1), schedule.At(2)));
    }

    [Fact]
    public void The_shortest_schedules_have_values_and_impossible_ones_are_refused()
    {
        Assert.Equal(2, new CosineSchedule(1, 2, steps: 1, reachesEnd: true).At(0));
        Assert.Equal(0, new ConstantSchedule(1).WarmedUp(1, ramp: Ramp.Inclusive).At(0));
        Schedule constant = new ConstantSchedule(1);
        Assert.Same(constant, constant.WarmedUp(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => constant.At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => constant.WarmedUp(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(1, 0, steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearSchedule(1, 0, steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(1, Length: 0, Factor: 0.1));
    }
}
