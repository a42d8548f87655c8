namespace Autodidact.Engine.Optimization.Schedules;

/// <summary><c>start * factor^(step / length)</c>: multiplied by <paramref name="Factor"/> over every <see cref="Length"/> steps, smoothly.</summary>
/// <param name="Start">The first value.</param>
/// <param name="Factor">Such as 0.95.</param>
public sealed record ExponentialSchedule(double Start, double Factor, long Length = 1) : Schedule
{
    /// <summary>Steps over which the factor applies once, over 0: those of an epoch, for instance.</summary>
    public long Length { get; } = Positive(Length, nameof(Length), "The length that the factor is for");

    /// <inheritdoc/>
    protected override double ValueAt(long step) => Start * Math.Pow(Factor, (double)step / Length);
}
