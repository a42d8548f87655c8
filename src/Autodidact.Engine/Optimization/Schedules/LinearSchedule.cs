namespace Autodidact.Engine.Optimization.Schedules;

/// <summary>A straight line from one value to another: <c>end + (start - end) * (1 - step / steps)</c>. The step after the last would have the end value, as in PyTorch and Hugging Face's training of BERT.</summary>
public sealed record LinearSchedule : Schedule
{
    /// <param name="steps">Length, over 0.</param>
    public LinearSchedule(double start, double end, long steps) => (Start, End, Steps) = (start, end, Positive(steps, nameof(steps), "The length of the schedule"));

    public double Start { get; }

    public double End { get; }

    /// <summary>Length in steps.</summary>
    public long Steps { get; }

    /// <inheritdoc/>
    protected override double ValueAt(long step) => step >= Steps ? End : End + (Start - End) * (1 - (double)step / Steps);
}
