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

/// <summary>What a run is made of, built from resolved options: batches, networks, optimizer.</summary>
internal abstract class TrainingParts<TBatch> : IDisposable where TBatch : class, IBatch<TBatch>
{
    private readonly bool _deterministicBefore = TorchRuntime.Deterministic;

    /// <param name="options">Resolved.</param>
    /// <param name="source">What the run learns from.</param>
    /// <param name="samples">Samples of a pass.</param>
    /// <param name="load">Makes the batches for a device.</param>
    /// <param name="create">Makes the method around its backbone.</param>
    /// <param name="earlier">What it builds on; null for what the options name.</param>
    protected TrainingParts(PretrainOptions options, DataSource source, int samples, Func<Device, IBatches<TBatch>> load, Func<MethodOptions, Backbone, MethodContext, Method<TBatch>> create, EarlierRun? earlier = null)
    {
        Device = Device.Parse(options.Device!);
        Precision = options.Precision == Training.Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        TorchRuntime.Threads = options.Threads!.Value;
        TorchRuntime.Deterministic = options.Deterministic;
        // First weights come from the CPU's generator whatever the device, so that a seed means the same network everywhere.
        TorchRuntime.Seed(options.Seed);
        if (Device.Kind != DeviceKind.Cpu)
            TorchRuntime.Seed(options.Seed, Device);

        Loader = load(Device);
        Method = create(options.Method, options.Backbone.Create(), new MethodContext(samples, options.Batch, options.Seed, options.Backbone.ForTeacher.Create) { Classes = source.Classes?.Count ?? 0, Earlier = earlier });
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

    public IBatches<TBatch> Loader { get; }

    public Method<TBatch> Method { get; }

    /// <summary>How each view of a picture is made; none where nobody looks at pictures.</summary>
    public virtual IReadOnlyList<ViewPlan> Plans => [];

    /// <summary>What the encoder does to a sample first.</summary>
    public abstract Preprocessing Preprocessing { get; }

    /// <summary>What a person should know of how samples are seen.</summary>
    public abstract IEnumerable<string> Notes { get; }

    /// <summary>Shows what samples become for the method, where the run's folder does not yet.</summary>
    public abstract void WriteViews(RunFolder folder);

    /// <summary>Who shows what the method makes of samples; null where there is nothing to show.</summary>
    public virtual ReconstructionRecorder? Recorder(RunFolder folder, CheckpointStore checkpoints) => null;

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
    public Trainer<TBatch> Trainer(PretrainOptions options, CheckpointWriter checkpoints) => new()
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
    internal static IEnumerable<ParameterGroup> Groups(Method<TBatch> method)
    {
        HashSet<Tensor> spared = method.SparesPositions ? [.. method.Backbone.NamedParameters().Where(parameter => method.Backbone.WithoutDecay.Contains(parameter.Name)).Select(parameter => parameter.Tensor)] : [];
        string[] withoutDecay = [.. method.NamedParameters().Where(parameter => spared.Contains(parameter.Tensor)).Select(parameter => parameter.Name)];
        foreach (ParameterGroup group in ParameterGroups.ByDecay(method.NamedParameters().Where(parameter => parameter.Tensor.RequiresGradient), withoutDecay))
            foreach (IGrouping<bool, Engine.Modules.NamedTensor> part in group.Parameters.GroupBy(parameter => method.FollowsSchedule(parameter.Name)))
                yield return group with { Name = part.Key ? group.Name : $"{group.Name}_constant", Parameters = [.. part], FollowsSchedule = part.Key };
    }

    public virtual void Dispose()
    {
        Loader.Dispose();
        Reducer?.Dispose();
        Optimizer.Dispose();
        Method.Dispose();
        TorchRuntime.Deterministic = _deterministicBefore;
    }
}
