using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Autodidact.Training;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The only checkpoint of a run that is continued, up to the state of networks, optimizer and random numbers.</summary>
internal sealed class CheckpointTarget : IFuzzTarget
{
    public string Name => "checkpoint";

    public string FileName => "step-00000002.safetensors";

    public IReadOnlyList<Type> Covers => [typeof(CheckpointStore), typeof(TrainingProgress)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException), typeof(StateMismatchException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Seed()];

    public IReadOnlyList<string> Words => [.. SafetensorsBytes.Words, "loss_sum", "loss_count", "epoch_loss", "NaN", "random", "\"-1\"", "method.", "optimizer."];

    public int Cost => 2;

    public long Budget(int length) => (1 << 20) + (64L * length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SafetensorsBytes.Change(seed, random, mutator);

    public void Read(string path)
    {
        byte[] generator = TorchRuntime.GetGeneratorState();
        using LineMethod method = new();
        using Optimizer optimizer = new Sgd(ParameterGroups.ByDecay(method), 0.2, momentum: 0.5);
        using CheckpointWriter writer = new(new CheckpointStore(Path.GetDirectoryName(path)!));
        Trainer<LineBatch> trainer = Make(method, optimizer, writer);
        try
        {
            trainer.Resume(_ => { });
            if (trainer.Progress.Step < 0 || trainer.Progress.LossCount < 0) throw new InvalidOperationException($"A run cannot go on from {trainer.Progress}.");
            using TensorScope scope = new();
            Tensor.Randn([3]);
        }
        finally
        {
            TorchRuntime.SetGeneratorState(generator);
        }
    }

    private static byte[] Seed()
    {
        using TemporaryFolder folder = new();
        using LineMethod method = new();
        using Optimizer optimizer = new Sgd(ParameterGroups.ByDecay(method), 0.2, momentum: 0.5);
        using CheckpointWriter writer = new(new CheckpointStore(folder.Path));
        Make(method, optimizer, writer).Train([], CancellationToken.None);
        return File.ReadAllBytes(folder["step-00000002.safetensors"]);
    }

    private static Trainer<LineBatch> Make(LineMethod method, Optimizer optimizer, CheckpointWriter writer) => new()
    {
        Method = method,
        Batches = new LineBatches(3),
        Optimizer = optimizer,
        LearningRate = new ConstantSchedule(0.2),
        Checkpoints = writer,
        Steps = 2,
        Batch = 8,
        CheckpointEvery = 100,
        Device = Device.Cpu,
        Precision = ScalarType.Float32,
    };
}
