namespace Autodidact.Engine.Optimization.Schedules;

/// <summary>The same value at every step.</summary>
public sealed record ConstantSchedule(double Value) : Schedule
{
    /// <inheritdoc/>
    protected override double ValueAt(long step) => Value;
}
