using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Training.Optimizers;

namespace Autodidact.Training;

/// <summary>Everything that can be said about a pretraining run. Null leaves a choice to the program, which writes it into the run's recipe.</summary>
[RecipeSection(SweepSection)]
public sealed record PretrainOptions : ICheckedOptions
{
    private const int DefaultEpochs = 100, DefaultBatch = 256;

    private readonly int? _batch;
    private readonly BackboneOptions? _backbone;
    private readonly OptimizerOptions? _optimizer;

    /// <summary>The part of a recipe that says which runs a sweep is made of; a run alone leaves it out.</summary>
    public const string SweepSection = "sweep";

    /// <summary>What to learn from: a path, <c>kind:path</c>, or <c>shapes</c>. Labels in it are read by methods that say so, and by no others.</summary>
    public string Data { get; init; } = "";

    /// <summary>Use only the first samples of the source.</summary>
    [Range(1, int.MaxValue)]
    public int? Limit { get; init; }

    /// <summary>How to learn. Decoupled contrastive learning where nothing else is said: the best of the family in short runs (docs/results/methods-at-one-budget.md).</summary>
    public MethodOptions Method { get; init; } = new DclOptions();

    /// <summary>The network that is kept. Unset: the method's <see cref="MethodOptions.UsualBackbone"/>.</summary>
    public BackboneOptions Backbone { get => _backbone ?? Method.UsualBackbone; init => _backbone = value; }

    /// <summary>What two views of a picture may differ in.</summary>
    public ViewOptions Views { get; init; } = new();

    /// <summary>How texts become rows of tokens.</summary>
    public TokenOptions Tokens { get; init; } = new();

    /// <summary>How gradients change weights. Unset: AdamW for transformers and for methods that are usually run with it, otherwise SGD.</summary>
    public OptimizerOptions Optimizer { get => _optimizer ?? (Method.UsesAdamW || Backbone.UsesAdamW ? new AdamWOptions() : new SgdOptions()); init => _optimizer = value; }

    /// <summary>How the learning rate goes over the run.</summary>
    public ScheduleOptions Schedule { get; init; } = new();

    /// <summary>The run's folder; it must not exist yet. Unset: <c>runs/METHOD-DATA-N</c>.</summary>
    public string? Out { get; init; }

    /// <summary>Passes over the data. Unset: 100, or as many as <see cref="Steps"/> take.</summary>
    [Range(1, 1_000_000)]
    public int? Epochs { get; init; }

    /// <summary>Optimizer steps at which the run ends, even within a pass. Unset: <see cref="Epochs"/> decide.</summary>
    [Range(1, int.MaxValue)]
    public int? Steps { get; init; }

    /// <summary>Samples in a step. Where nothing else is said 256, or of fewer samples the largest power of two that they fill.</summary>
    [Range(2, 1 << 20)]
    public int Batch { get => _batch ?? DefaultBatch; init => _batch = value; }

    /// <summary>
    /// Parts in which a batch goes through the network, one after the other, so that memory is that of one part; a method that
    /// compares the whole batch keeps its loss over all of it. Must divide the batch, at least 2 samples a part.
    /// </summary>
    [Range(1, 1 << 19)]
    public int Chunks { get; init; } = 1;

    /// <summary>Decides first weights, order and views: equal seeds give equal runs.</summary>
    public ulong Seed { get; init; }

    /// <summary>Steps between checkpoints. Unset: one after every pass over the data.</summary>
    [Range(1, int.MaxValue)]
    public int? CheckpointEvery { get; init; }

    /// <summary>The newest checkpoints that are kept.</summary>
    [Range(1, 1_000_000)]
    public int KeepLast { get; init; } = 2;

    /// <summary>Which checkpoint gives the encoder: the newest, or the one that <see cref="KeepBy"/> finds best, which is then never removed.</summary>
    public CheckpointPolicy Keep { get; init; }

    /// <summary>The figure that finds the best checkpoint, the higher the better: <c>rankme</c> or <c>lidar</c>, which need no labels, <c>knn_accuracy</c>, or one that an observer measures.</summary>
    public string KeepBy { get; init; } = "rankme";

    /// <summary>Start from the weights of this run or encoder instead of from chance; a new run, with a new optimizer and schedule.</summary>
    public string? From { get; init; }

    /// <summary>Passes between measurements by the observers that probe the network; 0 measures never.</summary>
    [Range(0, int.MaxValue)]
    public int KnnEvery { get; init; } = 5;

    /// <summary>Steps between those that measure how embeddings and weights do, from which findings come; 0 measures never.</summary>
    [Range(0, int.MaxValue)]
    public int DiagnoseEvery { get; init; } = 10;

    /// <summary>Share of broken samples above which the run stops.</summary>
    [Range(0.0, 1.0)]
    public double MaximumBadShare { get; init; } = 0.1;

    /// <summary>Number format of the networks.</summary>
    public Precision Precision { get; init; } = Precision.Auto;

    /// <summary>Where to compute: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Threads that read and augment; results do not depend on it. Unset: half of the cores, at least one.</summary>
    [Range(1, 256)]
    public int? LoaderThreads { get; init; }

    /// <summary>Only operators that give the same bits every time, and a first step that is computed twice to prove it.</summary>
    public bool Deterministic { get; init; }

    /// <summary>With several processes: seconds for which the others may wait for one of them before it counts as hanging.</summary>
    [Range(1, 86400)]
    public int StallTimeout { get; init; } = 20;

    /// <summary>What a run of this recipe is expected to be worth, for <c>autodidact verify</c>; training does not look at it.</summary>
    public ExpectedOptions Expected { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Data.Length == 0)
            yield return new("data", null, "is not said; name a folder, a file, or 'shapes' for generated pictures");
        if (Method.Modality != Backbone.Modality)
            yield return new("backbone", Backbone.Name, $"reads samples of the kind '{Backbone.Modality}', and {Method.Name} learns from '{Method.Modality}'; must be one of {string.Join(", ", OptionVariants.All<BackboneOptions>().Where(backbone => backbone.Modality == Method.Modality).Select(backbone => backbone.Name))}");
        else if (Method.Problem(Backbone) is { } unfit)
            yield return unfit;
        if (Method is TextMethodOptions texts && Backbone.Modality == Method.Modality)
        {
            if (Backbone.LengthProblem(Tokens.Length) is { } tooLong) yield return tooLong;
            if (texts.ReadsPairs && Tokens.Length < SentencePair.Marks + SentencePair.Shortest)
                yield return new("tokens.length", $"{Tokens.Length}", $"must be at least {SentencePair.Marks + SentencePair.Shortest} for two sentences and the marks around them");
        }
        if (Backbone.HeadSize is not null || Backbone.HeadBatchNorm)
            yield return new("backbone.head_size", $"{Backbone.HeadSize}", "is what a run says of the encoder that it keeps; to keep a layer of SimCLR's head say method.keep_head_layer=true");
        if (Backbone is PatchBackboneOptions patches && (patches.Codes is not null || patches.CodeSize is not null || patches.NormalizedCodes))
            yield return new("backbone.codes", $"{patches.Codes}", "is what a run says of the tokenizer that it keeps; to learn one say method=vq-vae or method=vq-kd, and method.codes");
        foreach (ConfigurationMistake wrong in BatchMistakes()) yield return wrong;
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem)
            yield return new("device", Device, problem);
    }

    /// <summary>Whether somebody said how large a batch is.</summary>
    internal bool NamesBatch => _batch is not null;

    /// <summary>These options with a batch that <paramref name="samples"/> fill, where none was said.</summary>
    internal PretrainOptions FitTo(int samples) =>
        _batch is not null || samples >= Batch || samples < 2 ? this : this with { Batch = 1 << BitOperations.Log2((uint)samples) };

    /// <summary>What is wrong with how a batch is cut into parts.</summary>
    internal IEnumerable<ConfigurationMistake> BatchMistakes()
    {
        int processes = World.Current.Size;
        if (Batch >= 2 && (Batch % processes != 0 || Batch / processes < 2))
            yield return new("batch", $"{Batch}", $"must be a multiple of {processes}, the number of processes that share it, with at least 2 samples for each");
        else if (Batch >= 2 && Chunks >= 1 && !Divides(Chunks))
            yield return new("chunks", $"{Chunks}", $"must cut the batch of {Batch}{(processes > 1 ? $", shared by {processes} processes," : "")} into equal parts of at least 2 samples, as {NearestChunks()} would");
    }

    private int OwnBatch => Batch / World.Current.Size;

    private bool Divides(int chunks) => OwnBatch % chunks == 0 && OwnBatch / chunks >= 2;

    private int NearestChunks() => Enumerable.Range(1, OwnBatch / 2).Where(Divides).MinBy(chunks => Math.Abs(chunks - Chunks));

    /// <summary>Steps of the whole run on a source that fills <paramref name="stepsPerEpoch"/> batches.</summary>
    public long TotalSteps(int stepsPerEpoch) => Math.Min(Steps ?? long.MaxValue, Epochs is int epochs ? (long)epochs * stepsPerEpoch : Steps is null ? (long)DefaultEpochs * stepsPerEpoch : long.MaxValue);

    /// <summary>These options with every choice made that was left to the program, for pictures: what the run's recipe says.</summary>
    /// <param name="imageSize">Rows and columns of a view, in pixels.</param>
    /// <param name="samples">Samples in the source.</param>
    public PretrainOptions Resolve(int imageSize, int samples) =>
        (this with { Backbone = Method.Suited(StartingWeights.Meet(Backbone, From)).Resolve(imageSize), Views = Views with { Size = imageSize } }).Resolve(samples);

    /// <summary>These options with every choice made that does not depend on the kind of samples.</summary>
    /// <param name="samples">Samples of a pass.</param>
    internal PretrainOptions Resolve(int samples)
    {
        PretrainOptions fitted = FitTo(samples);
        if (fitted.Batch != Batch) return fitted.Resolve(samples);
        int perEpoch = samples / Batch;
        Device device = TorchRuntime.DeviceFor(Device);
        return this with
        {
            Method = Method.Resolve(),
            Optimizer = Optimizer.Resolve(Batch),
            Schedule = Schedule.Resolve(TotalSteps(perEpoch), perEpoch, Optimizer.UsualWarmupEpochs),
            Epochs = Epochs ?? (Steps is null ? DefaultEpochs : null),
            CheckpointEvery = CheckpointEvery ?? perEpoch,
            From = From is null ? null : Path.GetFullPath(From),
            Precision = PrecisionChoice.Decide(Precision, device).Type == ScalarType.BFloat16 ? Precision.Bf16 : Precision.Fp32,
            Device = device.ToString(),
            Threads = Threads ?? World.Current.Cores,
            LoaderThreads = LoaderThreads ?? new LoaderOptions().ResolvedThreads,
        };
    }
}
