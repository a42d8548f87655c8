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
        Plans = method.PlansFor(options.Views.Size!.Value, options.Views);
        LoaderOptions ahead = options.Chunks == 1 ? new() : new() { QueueLength = AheadInChunks };
        Loader = new ViewLoader(source, Plans, ahead with { Batch = options.Batch, Rank = World.Current.Rank, Processes = World.Current.Size, Seed = options.Seed, Threads = options.LoaderThreads!.Value, MaximumBadShare = options.MaximumBadShare, Labels = method.ReadsLabels, Device = Device });
        Method = method.Create(options.Backbone.Create(), new MethodContext(source.Count, options.Batch, options.Seed, options.Backbone.ForTeacher.Create) { Classes = source.Classes?.Count ?? 0 });
        // Every process has the same first weights; what it draws in its steps is its own.
        foreach (Device drawn in World.Current.Rank == 0 ? [] : new[] { Device.Cpu, Device }.Distinct())
            TorchRuntime.Seed(options.Seed + ((ulong)World.Current.Rank << 32), drawn);
        Method.To(Device);
        Method.ToChannelsLast();
        Optimizer = options.Optimizer.Create([.. Groups(Method)]);
        Reducer = World.Current.Reducer([.. Method.Parameters().Where(parameter => parameter.RequiresGradient)]);
        Steps = options.TotalSteps(Loader.StepsPerEpoch);
        LearningRate = options.Schedule.Create(Optimizer.LearningRate, Steps, Loader.StepsPerEpoch);
        WeightDecay = options.Schedule.CreateWeightDecay(Optimizer.WeightDecay, Steps);
    }

    public Device Device { get; }

    public ScalarType Precision { get; }

    /// <summary>How each view of a picture is made.</summary>
    public IReadOnlyList<ViewPlan> Plans { get; }

    public ViewLoader Loader { get; }

    public Method<ImageViews> Method { get; }

    /// <summary>Numbers that are learned, heads included.</summary>
    public long LearnedParameters => Method.Parameters().Where(parameter => parameter.RequiresGradient).Sum(parameter => parameter.ElementCount);

    public Optimizer Optimizer { get; }

    /// <summary>What averages gradients over processes; null where there is one.</summary>
    public GradientReducer? Reducer { get; }

    /// <summary>Steps of the whole run.</summary>
    public long Steps { get; }

    /// <summary>The learning rate of every step, counted from 0.</summary>
    public Schedule LearningRate { get; }

    /// <summary>The weight decay of every step; null where it stays.</summary>
    public Schedule? WeightDecay { get; }

    /// <summary>The loop over these parts.</summary>
    public Trainer<ImageViews> Trainer(PretrainOptions options, CheckpointWriter checkpoints) => new()
    {
        Method = Method,
        Batches = Loader,
        Optimizer = Optimizer,
        Reducer = Reducer,
        LearningRate = LearningRate,
        WeightDecay = WeightDecay,
        ClipNorm = options.Optimizer.ClipNorm,
        DiagnoseEvery = options.DiagnoseEvery,
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

    /// <summary>What learns, split by decay and by whether its learning rate changes.</summary>
    private static IEnumerable<ParameterGroup> Groups(Method<ImageViews> method)
    {
        foreach (ParameterGroup group in ParameterGroups.ByDecay(method.NamedParameters().Where(parameter => parameter.Tensor.RequiresGradient)))
            foreach (IGrouping<bool, Engine.Modules.NamedTensor> part in group.Parameters.GroupBy(parameter => method.FollowsSchedule(parameter.Name)))
                yield return group with { Name = part.Key ? group.Name : $"{group.Name}_constant", Parameters = [.. part], FollowsSchedule = part.Key };
    }

    public void Dispose()
    {
        Loader.Dispose();
        Reducer?.Dispose();
        Optimizer.Dispose();
        Method.Dispose();
        TorchRuntime.Deterministic = _deterministicBefore;
    }
}
