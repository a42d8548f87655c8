namespace Autodidact.Engine.Optimization.Schedules;

/// <summary>
/// Half a cosine from one value to another: <c>end + (start - end) * (1 + cos(pi * step / steps)) / 2</c> (Loshchilov and Hutter
/// 2017, arXiv:1608.03983, eq. 5, without restarts). Falling for learning rates, rising for a teacher's momentum.
/// </summary>
public sealed record CosineSchedule : Schedule
{
    /// <param name="steps">Length, over 0.</param>
    /// <param name="reachesEnd">
    /// Whether the last step has the end value (lightly); else the step after it would have it (PyTorch, DINO, MAE, MoCo v3).
    /// </param>
    public CosineSchedule(double start, double end, long steps, bool reachesEnd = false) =>
        (Start, End, Steps, ReachesEnd) = (start, end, Positive(steps, nameof(steps), "The length of the schedule"), reachesEnd);

    public double Start { get; }

    public double End { get; }

    /// <summary>Length in steps.</summary>
    public long Steps { get; }

    /// <summary>Whether the last step has the end value.</summary>
    public bool ReachesEnd { get; }

    /// <inheritdoc/>
    protected override double ValueAt(long step)
    {
        long length = ReachesEnd ? Steps - 1 : Steps;
        return step >= length ? End : End + (Start - End) * (1 + Math.Cos(Math.PI * step / length)) / 2;
    }
}
