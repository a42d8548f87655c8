namespace Autodidact.Engine.Optimization.Schedules;

/// <summary>Multiplied by <paramref name="Factor"/> after every <see cref="Length"/> steps.</summary>
/// <param name="Start">The first value.</param>
/// <param name="Factor">Such as 0.1.</param>
public sealed record StepSchedule(double Start, long Length, double Factor) : Schedule
{
    /// <summary>Steps that each value lasts, over 0.</summary>
    public long Length { get; } = Positive(Length, nameof(Length), "The length of a stair");

    /// <inheritdoc/>
    protected override double ValueAt(long step) => Start * Math.Pow(Factor, step / Length);
}
