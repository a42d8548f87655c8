using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Models;
using Autodidact.Training;
using Autodidact.Training.Optimizers;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>How a network is fine-tuned for classification. Null leaves a choice to the program, which writes it beside the result.</summary>
public sealed record FineTuningOptions : ICheckedOptions
{
    // Few labels are seen often, many seldom: a thousand steps are enough for a small network to fit, and 200 passes for any.
    private const int EnoughSteps = 1000, FewestEpochs = 20, MostEpochs = 200;

    // Below eight samples the statistics of batch norm say little; an epoch of fewer than four steps hardly shuffles.
    private const int UsualBatch = 64, SmallBatch = 8, StepsOfSmallData = 4;

    /// <summary>Labels to learn from, drawn by the seed, of each class its share and at least one: up to 1 a share of the training part, above 1 a number.</summary>
    [Range(0.0, 1e9, MinimumIsExclusive = true)]
    public double Labels { get; init; } = 1;

    /// <summary>Whether the network begins at random initialisation in place of the encoder's weights.</summary>
    public bool Scratch { get; init; }

    /// <summary>Whether the same network from random initialisation is trained and measured too, and linear classifiers of the same labels on the encoder's features and on raw input.</summary>
    public bool Baseline { get; init; }

    /// <summary>Decides which labels are drawn, what is held out to choose on, first weights, order and views.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many times to do it all, with seeds that follow each other; from two on the interval is one over seeds.</summary>
    [Range(1, 100)]
    public int Seeds { get; init; } = 1;

    /// <summary>Passes over the labels. Unset: as many as give 1,000 steps, at least 20 and at most 200.</summary>
    [Range(1, 100_000)]
    public int? Epochs { get; init; }

    /// <summary>Samples in a step. Unset: a quarter of the labels, at least 8 and at most 64.</summary>
    [Range(2, 1 << 16)]
    public int? Batch { get; init; }

    /// <summary>What the learning rate of a layer is of that of the next one towards the classifier. Unset: 0.75 for vision transformers, 1 for others. From random initialisation all layers have the same.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double? LayerDecay { get; init; }

    /// <summary>Share of the samples for which the last block of a transformer is left out in training; that of earlier blocks rises to it evenly. Unset: 0.1 where the network has such blocks.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double? DropPath { get; init; }

    /// <summary>Share of the features that are set to 0 in front of the classifier in training.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; init; }

    /// <summary>Share of the target that is spread evenly over all classes.</summary>
    [Range(0.0, 0.99)]
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>
    /// Highest learning rates to choose among, on labels that are held out. Unset: 0.3, 1 and 3 times what suits the optimizer, and where the best of them is the last on its side
    /// 10 and 30 times, or 0.1 and 0.03 times. Where <c>optimizer.learning_rate</c> is said, it alone counts.
    /// </summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    [Length(1, 16)]
    public IReadOnlyList<double>? LearningRates { get; init; }

    /// <summary>Share of the drawn labels that is held out to choose on; the network that is measured learns from all of them.</summary>
    [Range(0.01, 0.9)]
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>How gradients change weights.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamWOptions();

    /// <summary>How the learning rate goes over the passes.</summary>
    public ScheduleOptions Schedule { get; init; } = new();

    /// <summary>What views of a picture differ in: by default crops of a fifth of it and more, and left and right. Mean and deviation are the encoder's, and so is the size where it is unset.</summary>
    public ViewOptions Views { get; init; } = new() { MinScale = 0.2, JitterProbability = 0, GrayscaleProbability = 0, BlurProbability = 0 };

    /// <summary>The folder for the result; it must not exist yet. Unset: a new one in <c>finetuned</c> in the run's folder.</summary>
    public string? Out { get; init; }

    /// <summary>Use only the first samples of each part, so of the training and of the test part. Unset: all.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>Share of the samples that becomes the test part where data have none; the same share of every class.</summary>
    [Range(0.01, 0.9)]
    public double TestShare { get; init; } = 0.2;

    /// <summary>Number format of the network in training; it is measured in fp32.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>Where the network runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Threads that read and augment; results do not depend on it. Unset: half of the cores, at least one.</summary>
    [Range(1, 256)]
    public int? LoaderThreads { get; init; }

    /// <summary>The rates to choose among; one where there is nothing to choose.</summary>
    internal IReadOnlyList<double> Rates => Optimizer.LearningRate is double only ? [only] : LearningRates ?? UsualRates([0.3, 1, 3]);

    /// <summary>Rates above <see cref="Rates"/>, the nearest first, that are tried while the highest is the best.</summary>
    internal IReadOnlyList<double> HigherRates => IsListed ? [] : UsualRates([10, 30]);

    /// <summary>Rates below <see cref="Rates"/>, the nearest first, that are tried while the lowest is the best.</summary>
    internal IReadOnlyList<double> LowerRates => IsListed ? [] : UsualRates([0.1, 0.03]);

    /// <summary>What rates are of those that the optimizer usually has; the network says it.</summary>
    internal double RateShare { get; private init; } = 1;

    private bool IsListed => LearningRates is not null || Optimizer.LearningRate is not null;

    // What suits the optimizer is said for a batch of 256.
    private double[] UsualRates(double[] factors) => [.. factors.Select(factor => factor * RateShare * Optimizer.Resolve(256).LearningRate!.Value)];

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Labels > 1 && Labels != Math.Floor(Labels))
            yield return new("labels", OptionValue.Write(Labels), "must be a share of at most 1, or a whole number of labels");
        if (Scratch && Baseline)
            yield return new("baseline", "true", "is what scratch asks for already; say one of them");
        if (Views.StudyFirst is not null)
            yield return new("views.study_first", OptionValue.Write(Views.StudyFirst), "is a study of two views of a picture, and there is one here");
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem)
            yield return new("device", Device, problem);
    }

    /// <summary>These options with every choice made that was left to the program, but the learning rate.</summary>
    /// <param name="labels">Samples to learn from.</param>
    /// <param name="size">Rows and columns of the encoder's pictures, in pixels; null for other samples.</param>
    /// <param name="backbone">The network.</param>
    internal FineTuningOptions Resolve(int labels, int? size, BackboneOptions backbone)
    {
        int batch = Batch ?? Math.Clamp(labels / StepsOfSmallData, Math.Min(SmallBatch, labels), UsualBatch), perEpoch = Math.Max(1, labels / batch);
        int epochs = Epochs ?? Math.Clamp((EnoughSteps + perEpoch - 1) / perEpoch, FewestEpochs, MostEpochs);
        Device device = TorchRuntime.DeviceFor(Device);
        return this with
        {
            Batch = batch,
            Epochs = epochs,
            Schedule = Schedule.Resolve((long)epochs * perEpoch, perEpoch, Optimizer.UsualWarmupEpochs),
            RateShare = backbone.UsualTuningShare,
            LayerDecay = Scratch ? 1 : LayerDecay ?? backbone.UsualLayerDecay,
            DropPath = DropPath ?? (backbone.WithDropPath(0) is null ? 0 : 0.1),
            Views = Views with { Size = Views.Size ?? size },
            Precision = PrecisionChoice.Decide(Precision, device).Type == ScalarType.BFloat16 ? Precision.Bf16 : Precision.Fp32,
            Device = device.ToString(),
            Threads = Threads ?? World.Current.Cores,
            LoaderThreads = LoaderThreads ?? new LoaderOptions().ResolvedThreads,
        };
    }
}
