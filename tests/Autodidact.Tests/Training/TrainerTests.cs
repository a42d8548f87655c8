using Autodidact.Engine;
using Autodidact.Engine.Optimization;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _events = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Observers_see_every_step_epoch_and_checkpoint_in_order()
    {
        Trainer<LineBatch> trainer = Make("a", steps: 5, checkpointEvery: 2);
        Assert.Equal(RunState.Finished, trainer.Train([new Witness(_events)], CancellationToken.None));
        Assert.Equal(["step 1", "step 2", "save 2", "step 3", "epoch 1", "step 4", "save 4", "step 5", "save 5"], _events);
        Assert.Equal(["step-00000004.safetensors", "step-00000005.safetensors"], Directory.EnumerateFiles(Path.Combine(_folder.Path, "a")).Select(Path.GetFileName).Order());
        Assert.Equal(5, ((LineMethod)trainer.Method).Seen);
    }

    [Fact]
    public void The_loss_goes_down()
    {
        List<double> losses = [];
        Make("a", steps: 150).Train([new Witness(_events, step => losses.Add(step.Loss))], CancellationToken.None);
        Assert.True(losses.TakeLast(20).Average() < 0.1 * losses.Take(3).Average(), $"from {losses[0]} to {losses[^1]}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_stopped_run_continues_to_the_same_bytes(int stopAfter)
    {
        Make("whole", steps: 7).Train([new Witness([])], CancellationToken.None);

        using CancellationTokenSource source = new();
        Trainer<LineBatch> first = Make("parts", steps: 7);
        Assert.Equal(RunState.Interrupted, first.Train([new Witness(_events, step => Cancel(step, source, stopAfter))], source.Token));
        Assert.Equal(stopAfter, first.Progress.Step);

        TorchRuntime.Seed(999);      // another process knows nothing of the generator
        Trainer<LineBatch> second = Make("parts", steps: 7, seed: 5);
        second.Resume(Assert.Fail);
        second.Train([new Witness(_events)], CancellationToken.None);
        Assert.Equal(Bytes("whole", 7), Bytes("parts", 7));
        Assert.Equal(Enumerable.Range(1, 7).Select(step => $"step {step}"), _events.Where(line => line.StartsWith("step", StringComparison.Ordinal)));
        Assert.Equal(2, _events.Count(line => line.StartsWith("epoch", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_older_checkpoint_serves_when_the_newest_is_damaged()
    {
        Make("a", steps: 4, checkpointEvery: 2).Train([], CancellationToken.None);
        File.WriteAllText(Path.Combine(_folder.Path, "a", "step-00000004.safetensors"), "torn");
        List<string> notes = [];
        Trainer<LineBatch> trainer = Make("a", steps: 4);
        trainer.Resume(notes.Add);
        Assert.Equal(2, trainer.Progress.Step);
        Assert.Contains("step-00000004.safetensors is damaged", Assert.Single(notes));
        File.WriteAllText(Path.Combine(_folder.Path, "a", "step-00000002.safetensors"), "torn");
        Assert.Throws<InvalidDataException>(() => Make("a", steps: 4).Resume(notes.Add));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_loss_that_is_not_finite_stops_the_run_before_it_touches_the_weights(int chunks)
    {
        Trainer<LineBatch> trainer = Make("a", steps: 9, checkpointEvery: 2, brokenStep: 4, chunks: chunks);
        NonFiniteLossException stopped = Assert.Throws<NonFiniteLossException>(() => trainer.Train([], CancellationToken.None));
        Assert.Equal(5, stopped.Step);
        Assert.EndsWith("step-00000004.safetensors", stopped.Checkpoint);
        Assert.Contains("learning rate 0.2", stopped.Message);
        Assert.All(((LineMethod)trainer.Method).Weights, weight => Assert.True(float.IsFinite(weight)));
    }

    [Fact]
    public void Weights_that_are_not_finite_never_replace_a_good_checkpoint()
    {
        Trainer<LineBatch> trainer = Make("a", steps: 3, checkpointEvery: 2);
        // The third step's loss is finite, its update is not.
        Witness poison = new([], step =>
        {
            if (step.Step != 3) return;
            using NoGradient guard = new();
            trainer.Method.Parameters().First().FillInPlace(double.NaN);
        });
        NonFiniteLossException stopped = Assert.Throws<NonFiniteLossException>(() => trainer.Train([poison], CancellationToken.None));
        Assert.EndsWith("step-00000002.safetensors", stopped.Checkpoint);
        Assert.Equal(["step-00000002.safetensors"], Directory.EnumerateFiles(Path.Combine(_folder.Path, "a")).Select(Path.GetFileName));
    }

    [Fact]
    public void Weights_that_are_not_finite_are_named_before_anybody_measures_them()
    {
        Trainer<LineBatch> trainer = Make("a", steps: 9);
        Witness poison = new(_events, step =>
        {
            if (step.Step != trainer.Batches.StepsPerEpoch) return;
            using NoGradient guard = new();
            trainer.Method.Parameters().First().FillInPlace(double.NaN);
        });
        Assert.Throws<NonFiniteLossException>(() => trainer.Train([poison], CancellationToken.None));
        Assert.DoesNotContain(_events, said => said.StartsWith("epoch", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_batch_in_chunks_teaches_what_the_whole_teaches(int chunks)
    {
        List<double> whole = [], parts = [];
        Trainer<LineBatch> first = Make("whole", steps: 7), second = Make("parts", steps: 7, chunks: chunks);
        TorchRuntime.Seed(2);
        first.Train([new Witness(_events, step => whole.Add(step.Loss))], CancellationToken.None);
        TorchRuntime.Seed(2);
        second.Train([new Witness(_events, step => parts.Add(step.Loss))], CancellationToken.None);
        Assert.Equal(7, ((LineMethod)second.Method).Seen);
        Assert.All(whole.Zip(parts), losses => Assert.Equal(losses.First, losses.Second, 1e-6));
        Assert.All(((LineMethod)first.Method).Weights.Zip(((LineMethod)second.Method).Weights), weights => Assert.Equal(weights.First, weights.Second, 1e-5f));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Memory_is_flat(int chunks)
    {
        List<long> live = [];
        Make("a", steps: 60, chunks: chunks).Train([new Witness(_events, _ => live.Add(TorchRuntime.LiveTensors))], CancellationToken.None);
        Assert.Equal(live[10], live[^1]);
    }

    private static void Cancel(TrainingStep step, CancellationTokenSource source, int after)
    {
        if (step.Step == after)
            source.Cancel();
    }

    private byte[] Bytes(string name, int step) => File.ReadAllBytes(Path.Combine(_folder.Path, name, $"step-{step:00000000}.safetensors"));

    private Trainer<LineBatch> Make(string name, int steps, int checkpointEvery = 100, int brokenStep = -1, ulong seed = 1, int chunks = 1)
    {
        TorchRuntime.Seed(seed);
        LineMethod method = new();
        return new()
        {
            Method = method,
            Batches = new LineBatches(3) { BrokenStep = brokenStep },
            Optimizer = new Sgd(ParameterGroups.ByDecay(method), 0.2, momentum: 0.5),
            LearningRate = new ConstantSchedule(0.2),
            Checkpoints = new CheckpointStore(Path.Combine(_folder.Path, name)),
            Steps = steps,
            Batch = 8,
            Chunks = chunks,
            CheckpointEvery = checkpointEvery,
            Device = Device.Cpu,
            Precision = ScalarType.Float32,
        };
    }

    private sealed class Witness(List<string> events, Action<TrainingStep>? onStep = null) : TrainingObserver
    {
        public override void StepCompleted(TrainingStep step)
        {
            events.Add($"step {step.Step}");
            onStep?.Invoke(step);
        }

        public override void EpochCompleted(TrainingEpoch epoch) => events.Add($"epoch {epoch.Epoch}");

        public override void CheckpointSaved(long step, string path) => events.Add($"save {step}");
    }
}
