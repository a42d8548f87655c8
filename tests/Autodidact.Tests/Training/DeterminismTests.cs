using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Interop;
using Autodidact.Engine.Optimization;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Methods;
using Autodidact.Tests.Distributed;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>The same seed gives the same bytes, and a promise of that is checked.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        TorchRuntime.Deterministic = false;
        _folder.Dispose();
    }

    [Fact]
    public async Task Bytes_depend_neither_on_loader_threads_nor_on_the_check()
    {
        byte[] one = await Bytes("one", Options with { LoaderThreads = 1 });
        Assert.Equal(one, await Bytes("eight", Options with { LoaderThreads = 8 }));
        Assert.Equal(one, await Bytes("checked", Options with { Deterministic = true }));
        Assert.False(TorchRuntime.Deterministic);       // the run's own, not the process's
        Assert.NotEqual(one, await Bytes("other", Options with { Seed = 1 }));
    }

    [Fact]
    public async Task Chunks_are_checked_as_well_and_leave_no_trace() =>
        Assert.Equal(await Bytes("chunks", Options with { Chunks = 2 }), await Bytes("checked", Options with { Chunks = 2, Deterministic = true }));

    [Fact]
    public async Task A_run_may_be_continued_with_the_check()
    {
        byte[] whole = await Bytes("whole", Options);
        using CancellationTokenSource source = new();
        await Pretraining.RunAsync(Options with { Out = _folder["parts"] }, observers: [new Stopper(source)], cancel: source.Token);
        Run run = await Pretraining.RunAsync(Options with { Out = _folder["parts"], Deterministic = true }, resume: true);
        Assert.Equal(1, run.Information.Resumed);
        Assert.Equal(whole, File.ReadAllBytes(Path.Combine(run.Folder.Checkpoints, "step-00000003.safetensors")));
    }

    [Fact]
    public void Only_the_first_step_of_a_process_is_computed_twice()
    {
        Fickle method = new(_ => 0);
        Train(method, steps: 3);
        Assert.Equal(4, method.Calls);
        Fickle resumed = new(_ => 0);
        Train(resumed, steps: 5);
        Assert.Equal(3, resumed.Calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_gradient_that_depends_on_anything_else_stops_the_run_by_name(int chunks)
    {
        Fickle method = new(calls => 1e-6 * calls);
        NotRepeatableException stopped = Assert.Throws<NotRepeatableException>(() => Train(method, steps: 3, chunks));
        Assert.Contains("the gradient of backbone.line.weight differs", stopped.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder["line"]));
    }

    [Fact]
    public void What_several_processes_average_is_checked_as_well()
    {
        string[] said = Worlds.Run(2, world =>
        {
            using Fickle method = new(calls => 1e-6 * calls);
            using GradientReducer reducer = world.Reducer([.. method.Parameters()])!;
            using LineBatch batch = new LineBatches(1).Epoch(0).First();
            Backpropagation<LineBatch> step = new(method, chunks: 1, Device.Cpu, ScalarType.Float32) { BeforeLastBackward = reducer.Prepare };
            return Assert.Throws<NotRepeatableException>(() => RepetitionCheck.Run(step, method, batch, Device.Cpu)).Message;
        });
        Assert.All(said, message => Assert.Contains("the gradient of backbone.line.weight differs", message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_loss_without_gradients_of_its_own_counts_too()
    {
        Fickle method = new(_ => 0) { Offset = calls => calls };
        Assert.Contains("the loss differs", Assert.Throws<NotRepeatableException>(() => Train(method, steps: 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_without_a_deterministic_version_is_named()
    {
        Fickle method = new(_ => 0) { Offset = _ => Put() };
        TorchRuntime.Deterministic = true;
        string message = Assert.Throws<NotRepeatableException>(() => Train(method, steps: 3)).Message;
        Assert.StartsWith("put_ has no deterministic version in libtorch", message, StringComparison.Ordinal);
        TorchRuntime.Deterministic = false;
        Assert.Equal(1, Put());
    }

    private static PretrainOptions Options => SmallRun.Options("") with { Epochs = 1, LoaderThreads = 2, CheckpointEvery = null };

    private async Task<byte[]> Bytes(string name, PretrainOptions options)
    {
        Run run = await Pretraining.RunAsync(options with { Out = _folder[name] });
        return File.ReadAllBytes(Path.Combine(run.Folder.Checkpoints, "step-00000003.safetensors"));
    }

    private void Train(Fickle method, int steps, int chunks = 1)
    {
        bool continues = Directory.Exists(_folder["line"]);
        using CheckpointWriter writer = new(new CheckpointStore(Directory.CreateDirectory(_folder["line"]).FullName));
        Trainer<LineBatch> trainer = new()
        {
            Method = method,
            Batches = new LineBatches(3),
            Optimizer = new Sgd(ParameterGroups.ByDecay(method), 0.2),
            LearningRate = new ConstantSchedule(0.2),
            Checkpoints = writer,
            Steps = steps,
            Batch = 8,
            Chunks = chunks,
            Deterministic = true,
            CheckpointEvery = 100,
            Device = Device.Cpu,
            Precision = ScalarType.Float32,
        };
        if (continues)
            trainer.Resume(Assert.Fail);
        trainer.Train([], CancellationToken.None);
    }

    private static double Put()
    {
        Operator put = new("aten::put_", "");
        using TensorScope scope = new();
        Tensor one = Tensor.Zeros([1]);
        put.CallTensor([Argument.Of(one), Argument.Of(Tensor.Zeros([1], ScalarType.Int64)), Argument.Of(Tensor.Ones([1]))]);
        return one.Item<float>();
    }

    private sealed class Stopper(CancellationTokenSource source) : TrainingObserver
    {
        public override void StepCompleted(TrainingStep step) => source.Cancel();
    }

    /// <summary>A line whose slope to learn depends on how often it was asked.</summary>
    private sealed class Fickle : Method<LineBatch>
    {
        private readonly LineMethod _line;
        private readonly Func<int, double> _slope;

        public Fickle(Func<int, double> slope) : this(slope, new LineMethod())
        {
        }

        private Fickle(Func<int, double> slope, LineMethod line) : base(line.Backbone) => (_slope, _line) = (slope, Child("", line));

        public int Calls { get; private set; }

        /// <summary>Added to the loss.</summary>
        public Func<int, double>? Offset { get; init; }

        public override StepResult Step(LineBatch batch)
        {
            Calls++;
            StepResult line = _line.Step(batch);
            return line with { Loss = line.Loss + (Backbone.Forward(batch.Points).Mean() * _slope(Calls)) + (Offset?.Invoke(Calls) ?? 0) };
        }
    }
}
