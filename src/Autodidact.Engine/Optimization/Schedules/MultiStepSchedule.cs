namespace Autodidact.Engine.Optimization.Schedules;

/// <summary>Multiplied by <paramref name="Factor"/> at each milestone.</summary>
/// <param name="Start">The first value.</param>
/// <param name="Milestones">The steps that have a new value, in any order.</param>
/// <param name="Factor">Such as 0.1.</param>
public sealed record MultiStepSchedule(double Start, IReadOnlyList<long> Milestones, double Factor) : Schedule
{
    /// <inheritdoc/>
    protected override double ValueAt(long step) => Start * Math.Pow(Factor, Milestones.Count(milestone => milestone <= step));
}
