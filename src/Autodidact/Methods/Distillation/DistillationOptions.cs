using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Views;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Models;

namespace Autodidact.Methods.Distillation;

/// <summary>Settings of the methods in which a student predicts what its moving average makes of a picture, as a distribution over classes that nobody has named.</summary>
public abstract record DistillationOptions : MultiCropOptions
{
    public override string Family => "distillation";

    /// <summary>Outputs of the head, classes that nobody has named; the paper takes 65,536 for ImageNet.</summary>
    [Range(2, 1 << 20)]
    public int Outputs { get; init; } = 512;

    /// <summary>Divides the student's logits, 0.01 to 10.</summary>
    [Range(0.01, 10)]
    public double StudentTemperature { get; init; } = 0.1;

    /// <summary>Divides the teacher's logits: below the student's, or nothing sharpens and all outputs become equal.</summary>
    [Range(0.001, 10)]
    public double TeacherTemperature { get; init; } = 0.04;

    /// <summary>The teacher's temperature in the first pass.</summary>
    [Range(0.001, 10)]
    public double WarmupTeacherTemperature { get; init; } = 0.04;

    /// <summary>Passes over the data in which the teacher's temperature goes from the first one to the last one.</summary>
    [Range(0, 100_000)]
    public int WarmupTeacherEpochs { get; init; }

    /// <summary>Whether the mean of the teacher's logits is taken off; without it one output wins everywhere.</summary>
    public bool Centering { get; init; } = true;

    /// <summary>How much of the centre stays at each step.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double CentreMomentum { get; init; } = 0.9;

    /// <summary>How much of the teacher stays at the first step; the rest is the student's. 0.996 in the paper, for runs of hundreds of thousands of steps.</summary>
    [Range(0.0, 1.0)]
    public double TeacherMomentum { get; init; } = 0.97;

    /// <summary>How much of the teacher stays at the last step; half a cosine leads there.</summary>
    [Range(0.0, 1.0)]
    public double FinalTeacherMomentum { get; init; } = 1;

    /// <summary>
    /// Passes over the data before the last layer learns, perhaps a part of one. One in the paper, which has thousands of steps: outputs that learn before
    /// embeddings mean anything become equal.
    /// </summary>
    [Range(0.0, 100_000.0)]
    public double FreezeLastLayerEpochs { get; init; } = 10;

    /// <summary>Whether the teacher's backbone is kept, which is the better one; otherwise the student's.</summary>
    public bool KeepTeacher { get; init; } = true;

    /// <summary>Linear layers of the head in front of its outputs.</summary>
    [Range(1, 6)]
    public int HeadLayers { get; init; } = 3;

    /// <summary>Width of the head's hidden layers.</summary>
    [Range(1, 65536)]
    public int HiddenSize { get; init; } = 512;

    /// <summary>Size of what is compared with every output.</summary>
    [Range(2, 65536)]
    public int BottleneckSize { get; init; } = 128;

    /// <summary>Whether the outputs' vectors keep length 1, so that logits are cosines.</summary>
    public bool NormalizeLastLayer { get; init; } = true;

    /// <summary>Probability that the second large view is solarized.</summary>
    [Range(0.0, 1.0)]
    public double SolarizeProbability { get; init; } = 0.2;

    /// <summary>The teacher's temperature in every pass over the data, counted from 0.</summary>
    public Schedule TeacherTemperatures() => new ConstantSchedule(TeacherTemperature).WarmedUp(WarmupTeacherEpochs, WarmupTeacherTemperature, Ramp.Inclusive);

    /// <inheritdoc/>
    protected override IReadOnlyList<ViewPlan> LargePlans(int size, ViewOptions views) => ViewPlan.Asymmetric(size, views, SolarizeProbability);

    /// <summary>A head of its own for a network of so many features.</summary>
    internal virtual DinoHead Head(int featureSize) => new(featureSize, HiddenSize, BottleneckSize, Outputs, HeadLayers, normalizedClasses: NormalizeLastLayer);
}
