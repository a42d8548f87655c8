namespace Autodidact.Engine.Optimization.Schedules;

/// <summary>A hyperparameter as a pure function of the optimizer step: a learning rate, a momentum, a weight decay, a temperature.</summary>
public abstract record Schedule
{
    /// <summary>The value for a step, counted from 0. After the end of a schedule its last value stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return ValueAt(step);
    }

    /// <summary>This schedule after a linear rise to its first value.</summary>
    /// <param name="steps">Length of the rise; 0 leaves the schedule as it is. The schedule itself begins after it, at its own step 0.</param>
    /// <param name="from">The value that the rise begins at.</param>
    /// <param name="ramp">How the rise is laid over its steps.</param>
    public Schedule WarmedUp(long steps, double from = 0, Ramp ramp = Ramp.FromStart) => steps == 0 ? this : new WarmupSchedule(steps, from, this, ramp);

    /// <summary>The value for a step that is not negative.</summary>
    protected abstract double ValueAt(long step);

    private protected static long Positive(long value, string name, string what) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{what} must be over 0.");
}
