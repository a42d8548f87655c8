using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Optimization;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Methods;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>What a run on pictures is made of, built from resolved options: batches, networks, optimizer.</summary>
internal sealed class TrainingParts : IDisposable
{
    public TrainingParts(PretrainOptions options, ImageSource source)
    {
        Device = Device.Parse(options.Device!);
        Precision = options.Precision == Training.Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        TorchRuntime.Threads = options.Threads!.Value;
        // First weights come from the CPU's generator whatever the device, so that a seed means the same network everywhere.
        TorchRuntime.Seed(options.Seed);
        if (Device.Kind != DeviceKind.Cpu)
            TorchRuntime.Seed(options.Seed, Device);

        ImageMethodOptions method = (ImageMethodOptions)options.Method;
        Plans = method.Plans(options.Views.Size!.Value, options.Views);
        Loader = new ViewLoader(source, Plans, new LoaderOptions { Batch = options.Batch, Seed = options.Seed, Threads = options.LoaderThreads!.Value, MaximumBadShare = options.MaximumBadShare, Device = Device });
        Backbone = options.Backbone.Create();
        Method = method.Create(Backbone);
        Method.To(Device);
        Method.ToChannelsLast();
        Optimizer = options.Optimizer.Create(ParameterGroups.ByDecay(Method));
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
        LearningRate = LearningRate,
        Checkpoints = checkpoints,
        Steps = Steps,
        Batch = options.Batch,
        CheckpointEvery = options.CheckpointEvery!.Value,
        KeepBy = options.Keep == CheckpointPolicy.Best ? options.KeepBy : null,
        Device = Device,
        Precision = Precision,
    };

    public void Dispose()
    {
        Loader.Dispose();
        Optimizer.Dispose();
        Method.Dispose();
    }
}
