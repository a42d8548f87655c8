namespace Autodidact.Engine.Optimization.Schedules;

/// <summary>A linear rise (or fall) to the first value of another schedule, which follows (Goyal et al. 2017, arXiv:1706.02677, section 2.2).</summary>
public sealed record WarmupSchedule : Schedule
{
    public WarmupSchedule(long steps, double from, Schedule then, Ramp ramp = Ramp.FromStart) =>
        (Steps, From, Then, Ramp) = (Positive(steps, nameof(steps), "The length of the warm-up"), from, then, ramp);

    /// <summary>Length of the rise in steps, over 0.</summary>
    public long Steps { get; }

    /// <summary>The value that the rise begins at.</summary>
    public double From { get; }

    /// <summary>What follows; its own step 0 is the first step after the rise.</summary>
    public Schedule Then { get; }

    /// <summary>How the rise is laid over its steps.</summary>
    public Ramp Ramp { get; }

    /// <inheritdoc/>
    protected override double ValueAt(long step)
    {
        if (step >= Steps) return Then.At(step - Steps);
        double share = Ramp switch
        {
            Ramp.Inclusive => Steps == 1 ? 0 : step / (Steps - 1.0),
            Ramp.ToPeak => (step + 1.0) / Steps,
            _ => (double)step / Steps,
        };
        return From + (Then.At(0) - From) * share;
    }
}
