using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Optimization;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Methods;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>What a run on pictures is made of, built from resolved options: batches, networks, optimizer.</summary>
internal sealed class TrainingParts : IDisposable
{
    // Several batches ahead hide pictures that are slow to read. Where memory is short and a step is long, one is enough.
    private const int AheadInChunks = 1;

    private readonly bool _deterministicBefore = TorchRuntime.Deterministic;

    public TrainingParts(PretrainOptions options, ImageSource source)
    {
        Device = Device.Parse(options.Device!);
        Precision = options.Precision == Training.Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        TorchRuntime.Threads = options.Threads!.Value;
        TorchRuntime.Deterministic = options.Deterministic;
        // First weights come from the CPU's generator whatever the device, so that a seed means the same network everywhere.
        TorchRuntime.Seed(options.Seed);
        if (Device.Kind != DeviceKind.Cpu)
            TorchRuntime.Seed(options.Seed, Device);

        ImageMethodOptions method = (ImageMethodOptions)options.Method;
        Plans = method.Plans(options.Views.Size!.Value, options.Views);
        LoaderOptions ahead = options.Chunks == 1 ? new() : new() { QueueLength = AheadInChunks };
        Loader = new ViewLoader(source, Plans, ahead with { Batch = options.Batch, Rank = World.Current.Rank, Processes = World.Current.Size, Seed = options.Seed, Threads = options.LoaderThreads!.Value, MaximumBadShare = options.MaximumBadShare, Device = Device });
        Backbone = options.Backbone.Create();
        Method = method.Create(Backbone);
        // Every process has the same first weights; what it draws in its steps is its own.
        foreach (Device drawn in World.Current.Rank == 0 ? [] : new[] { Device.Cpu, Device }.Distinct())
            TorchRuntime.Seed(options.Seed + ((ulong)World.Current.Rank << 32), drawn);
        Method.To(Device);
        Method.ToChannelsLast();
        Optimizer = options.Optimizer.Create(ParameterGroups.ByDecay(Method));
        Reducer = World.Current.Reducer([.. Method.Parameters().Where(parameter => parameter.RequiresGradient)]);
        Steps = options.TotalSteps(Loader.StepsPerEpoch);
        LearningRate = options.Schedule.Create(Optimizer.LearningRate, Steps, Loader.StepsPerEpoch);
    }

    public Device Device { get; }

    public ScalarType Precision { get; }

    /// <summary>How each view of a picture is made.</summary>
    public IReadOnlyList<ViewPlan> Plans { get; }

    public ViewLoader Loader { get; }

    public Backbone Backbone { get; }

    public Method<ImageViews> Method { get; }

    public Optimizer Optimizer { get; }

    /// <summary>What averages gradients over processes; null where there is one.</summary>
    public GradientReducer? Reducer { get; }

    /// <summary>Steps of the whole run.</summary>
    public long Steps { get; }

    /// <summary>The learning rate of every step, counted from 0.</summary>
    public Schedule LearningRate { get; }

    /// <summary>The loop over these parts.</summary>
    public Trainer<ImageViews> Trainer(PretrainOptions options, CheckpointWriter checkpoints) => new()
    {
        Method = Method,
        Batches = Loader,
        Optimizer = Optimizer,
        Reducer = Reducer,
        LearningRate = LearningRate,
        Checkpoints = checkpoints,
        Steps = Steps,
        Batch = options.Batch,
        CheckpointEvery = options.CheckpointEvery!.Value,
        KeepBy = options.Keep == CheckpointPolicy.Best ? options.KeepBy : null,
        Device = Device,
        Precision = Precision,
        Chunks = options.Chunks,
        Deterministic = options.Deterministic,
    };

    public void Dispose()
    {
        Loader.Dispose();
        Reducer?.Dispose();
        Optimizer.Dispose();
        Method.Dispose();
        TorchRuntime.Deterministic = _deterministicBefore;
    }
}
