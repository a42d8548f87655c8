using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

public sealed class ScheduleOptionsTests
{
    [Theory]
    [InlineData(ScheduleShape.Cosine, 0.34142135623731, 0.2, 0.05857864376269)]
    [InlineData(ScheduleShape.Linear, 0.3, 0.2, 0.1)]
    [InlineData(ScheduleShape.Constant, 0.4, 0.4, 0.4)]
    public void The_rate_rises_over_the_warm_up_and_goes_on_in_its_shape(ScheduleShape shape, double quarter, double half, double threeQuarters)
    {
        // Four steps a pass: half a pass is 2 steps of warm-up, and 16 steps come after it.
        Schedule schedule = new ScheduleOptions { Shape = shape, WarmupEpochs = 0.5 }.Create(0.4, steps: 18, stepsPerEpoch: 4);
        Assert.Equal((0.2, 0.4, 0.4), (schedule.At(0), schedule.At(1), schedule.At(2)));
        Assert.Equal((quarter, half, threeQuarters), (Math.Round(schedule.At(6), 14), Math.Round(schedule.At(10), 14), Math.Round(schedule.At(14), 14)));
    }

    [Fact]
    public void A_line_ends_at_its_share_of_the_highest_rate()
    {
        Schedule schedule = new ScheduleOptions { Shape = ScheduleShape.Linear, WarmupEpochs = 0, FinalShare = 0.25 }.Create(0.4, steps: 10, stepsPerEpoch: 5);
        Assert.Equal((0.4, 0.25, 0.1), (schedule.At(0), schedule.At(5), schedule.At(10)));
    }
}
