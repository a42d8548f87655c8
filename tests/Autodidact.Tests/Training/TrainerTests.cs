using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _events = [];
    private readonly List<CheckpointWriter> _writers = [];

    public void Dispose()
    {
        _writers.ForEach(writer => writer.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public void Observers_see_every_step_epoch_and_checkpoint_in_order()
    {
        Trainer<LineBatch> trainer = Make("a", steps: 5, checkpointEvery: 2);
        Assert.Equal(RunState.Finished, trainer.Train([new Witness(_events)], CancellationToken.None));
        Assert.Equal(["step 1", "step 2", "step 3", "epoch 1", "step 4", "step 5"], _events.Where(said => !said.StartsWith("save", StringComparison.Ordinal)));
        // Written beside the training: told in order, after the step, and all of them before the end.
        Assert.Equal(["save 2", "save 4", "save 5"], _events.Where(said => said.StartsWith("save", StringComparison.Ordinal)));
        Assert.True(_events.IndexOf("save 2") > _events.IndexOf("step 2") && _events.IndexOf("save 4") > _events.IndexOf("step 4"));
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
        Assert.Contains("step-00000004.safetensors is damaged", notes[0]);
        Assert.Contains("goes on from step-00000002.safetensors", notes[1]);
        File.WriteAllText(Path.Combine(_folder.Path, "a", "step-00000002.safetensors"), "torn");
        Assert.Throws<InvalidDataException>(() => Make("a", steps: 4).Resume(notes.Add));
    }

    [Fact]
    public void A_run_that_went_back_behind_a_damaged_checkpoint_keeps_what_it_writes_then()
    {
        Make("whole", steps: 7).Train([], CancellationToken.None);
        Make("a", steps: 6, checkpointEvery: 2).Train([], CancellationToken.None);
        Flip(Path.Combine(_folder.Path, "a", "step-00000006.safetensors"));
        Trainer<LineBatch> trainer = Make("a", steps: 7, checkpointEvery: 5, keepLast: 1);
        trainer.Resume(_ => { });
        Assert.Equal(4, trainer.Progress.Step);
        trainer.Train([new Witness(_events, step =>
        {
            if (step.Step != 7) return;
            trainer.Checkpoints.Wait();
            Assert.Equal(["step-00000005.safetensors"], Files("a"));
        })], CancellationToken.None);
        Assert.Equal(Bytes("whole", 7), Bytes("a", 7));
    }

    [Fact]
    public void The_best_epoch_is_checkpointed_and_never_removed_whenever_the_run_is_stopped()
    {
        double[] scores = [1, 3, double.NaN, 2, 2.5];
        Trainer<LineBatch> whole = Make("whole", steps: 15, checkpointEvery: 4, keepBy: "score");
        whole.Train([new Scorer(scores)], CancellationToken.None);
        Assert.Equal((6, 3.0), (whole.Progress.BestStep, whole.Progress.BestScore));
        Assert.Equal(["step-00000006.safetensors", "step-00000012.safetensors", "step-00000015.safetensors"], Files("whole"));

        using CancellationTokenSource source = new();
        Make("parts", steps: 15, checkpointEvery: 4, keepBy: "score").Train([new Scorer(scores), new Witness([], step => Cancel(step, source, 8))], source.Token);
        Trainer<LineBatch> second = Make("parts", steps: 15, checkpointEvery: 4, keepBy: "score", seed: 9);
        second.Resume(Assert.Fail);
        Assert.Equal(6, second.Progress.BestStep);
        second.Train([new Scorer(scores)], CancellationToken.None);
        Assert.Equal(Files("whole"), Files("parts"));
        Assert.Equal(Bytes("whole", 15), Bytes("parts", 15));
    }

    [Fact]
    public void Skipped_samples_are_part_of_the_state()
    {
        Trainer<LineBatch> first = Make("a", steps: 2);
        first.Batches.RestoreSkipped([7, 3]);
        first.Train([], CancellationToken.None);
        Trainer<LineBatch> second = Make("a", steps: 2);
        second.Resume(Assert.Fail);
        Assert.Equal([3, 7], second.Batches.Skipped.Order());
    }

    [Fact]
    public void A_folder_that_is_removed_under_the_run_ends_it_and_is_not_made_again()
    {
        Trainer<LineBatch> trainer = Make("a", steps: 9, checkpointEvery: 3);
        string folder = Path.Combine(_folder.Path, "a");
        RunStorageException gone = Assert.Throws<RunStorageException>(() => trainer.Train([new Witness(_events, step =>
        {
            if (step.Step != 4) return;
            trainer.Checkpoints.Wait();
            Directory.Delete(folder, recursive: true);
        })], CancellationToken.None));
        Assert.Contains("was removed", gone.Message);
        Assert.Contains("checkpoint of step 6", gone.Message);
        Assert.False(Directory.Exists(folder));
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

    private IEnumerable<string?> Files(string name) => Directory.EnumerateFiles(Path.Combine(_folder.Path, name)).Select(Path.GetFileName).Order();

    private static void Flip(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 4;
        File.WriteAllBytes(path, bytes);
    }

    private Trainer<LineBatch> Make(string name, int steps, int checkpointEvery = 100, int brokenStep = -1, ulong seed = 1, int keepLast = 2, string? keepBy = null, int chunks = 1)
    {
        TorchRuntime.Seed(seed);
        LineMethod method = new();
        CheckpointWriter writer = new(new CheckpointStore(Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName, keepLast));
        _writers.Add(writer);
        return new()
        {
            Method = method,
            Batches = new LineBatches(3) { BrokenStep = brokenStep },
            Optimizer = new Sgd(ParameterGroups.ByDecay(method), 0.2, momentum: 0.5),
            LearningRate = new ConstantSchedule(0.2),
            Checkpoints = writer,
            Steps = steps,
            Batch = 8,
            Chunks = chunks,
            CheckpointEvery = checkpointEvery,
            KeepBy = keepBy,
            Device = Device.Cpu,
            Precision = ScalarType.Float32,
        };
    }

    private sealed class Scorer(double[] scores) : TrainingObserver
    {
        public override void EpochCompleted(TrainingEpoch epoch) => epoch.Record("score", scores[epoch.Epoch - 1]);
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

    [Theory]
    [InlineData("step", "-5")]
    [InlineData("loss_count", "-1")]
    public void A_checkpoint_that_counts_below_zero_is_damaged(string key, string value)
    {
        Dictionary<string, string> metadata = TrainingProgress.Start.ToMetadata();
        metadata[key] = value;
        Assert.Contains("below zero", Assert.Throws<InvalidDataException>(() => TrainingProgress.FromMetadata(metadata, "x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "holds no 'random'")]
    [InlineData(ScalarType.Float32, "holds no 'random'")]
    [InlineData(ScalarType.Byte, "is damaged")]
    public void A_checkpoint_without_the_random_numbers_state_is_explained(ScalarType? type, string said)
    {
        Trainer<LineBatch> trainer = Make("a", steps: 2);
        trainer.Train([], CancellationToken.None);
        string path = trainer.Checkpoints.Store.Newest!;
        Dictionary<string, string> metadata;
        using (SafetensorsFile file = SafetensorsFile.Open(path)) metadata = file.Metadata.Where(note => note.Key is not ("checksum" or "sha256")).ToDictionary();
        using TensorScope scope = new();
        Dictionary<string, Tensor> state = StateFile.Read(path);
        state.Remove("random");
        if (type is { } chosen) state["random"] = Tensor.Zeros([1, TorchRuntime.GetGeneratorState().Length], chosen);
        StateFile.Write(path, state.Select(entry => new NamedTensor(entry.Key, entry.Value)), metadata);
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => Make("a", steps: 2).Resume(_ => { })).Message, StringComparison.Ordinal);
    }
}
