using System.ComponentModel.DataAnnotations;
using Autodidact.Engine.Optimization.Schedules;

namespace Autodidact.Training;

/// <summary>How the learning rate goes over a run: up in a straight line, then down.</summary>
public sealed record ScheduleOptions
{
    /// <summary>The way down.</summary>
    public ScheduleShape Shape { get; init; } = ScheduleShape.Cosine;

    /// <summary>Passes over the data in which the rate rises from nearly 0. Unset: a tenth of the run, at most ten (with plain SGD: one).</summary>
    [Range(0.0, 10_000.0)]
    public double? WarmupEpochs { get; init; }

    /// <summary>The last rate, as a share of the highest one.</summary>
    [Range(0.0, 1.0)]
    public double FinalShare { get; init; }

    /// <summary>The last weight decay; it goes there from the optimizer's over half a cosine, as in DINO. Unset: it stays.</summary>
    [Range(0.0, 1.0)]
    public double? FinalWeightDecay { get; init; }

    /// <summary>These options with the warm-up settled.</summary>
    /// <param name="steps">Steps of the run.</param>
    /// <param name="stepsPerEpoch">Steps of a pass over the data.</param>
    /// <param name="usualWarmupEpochs">The longest warm-up that is chosen unasked.</param>
    public ScheduleOptions Resolve(long steps, int stepsPerEpoch, int usualWarmupEpochs) =>
        this with { WarmupEpochs = WarmupEpochs ?? Math.Min(usualWarmupEpochs, Math.Round(0.1 * steps / stepsPerEpoch, 3)) };

    /// <summary>The learning rate of every step.</summary>
    /// <param name="highest">The rate at the end of the warm-up.</param>
    /// <param name="steps">Steps of the run.</param>
    /// <param name="stepsPerEpoch">Steps of a pass over the data.</param>
    public Schedule Create(double highest, long steps, int stepsPerEpoch)
    {
        long warmup = WarmupSteps(steps, stepsPerEpoch);
        Schedule then = Shape switch
        {
            ScheduleShape.Cosine => new CosineSchedule(highest, highest * FinalShare, steps - warmup),
            ScheduleShape.Linear => new LinearSchedule(highest, highest * FinalShare, steps - warmup),
            _ => new ConstantSchedule(highest),
        };
        return then.WarmedUp(warmup, ramp: Ramp.ToPeak);
    }

    /// <summary>Steps in which the learning rate rises.</summary>
    internal long WarmupSteps(long steps, int stepsPerEpoch) => Math.Min(steps - 1, (long)Math.Round((WarmupEpochs ?? 0) * stepsPerEpoch));

    /// <summary>The weight decay of every step; null where it stays.</summary>
    /// <param name="first">That of the first step.</param>
    /// <param name="steps">Steps of the run.</param>
    public Schedule? CreateWeightDecay(double first, long steps) => FinalWeightDecay is double last ? new CosineSchedule(first, last, steps) : null;
}
