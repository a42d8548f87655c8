using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Engine.Serialization;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>
/// The loop: batch, loss, gradients, step. Everything else watches. It runs on one thread, frees all tensors of a step
/// together, and can be stopped and continued between any two steps with nothing lost.
/// </summary>
internal sealed class Trainer<TBatch> where TBatch : IBatch<TBatch>
{
    private readonly World _world = World.Current;
    private readonly Queue<PendingReport> _reports = new();
    private IReadOnlyList<TrainingObserver> _observers = [];
    private TrainingProgress _progress = TrainingProgress.Start;
    private Backpropagation<TBatch>? _backpropagation;
    private CancellationToken _cancel;
    private bool _stops;
    private byte[][] _random = [];
    private IDisposable? _keepingStep;

    public required Method<TBatch> Method { get; init; }

    public required IBatches<TBatch> Batches { get; init; }

    public required Optimizer Optimizer { get; init; }

    /// <summary>What averages gradients over processes; null where there is one.</summary>
    public GradientReducer? Reducer { get; init; }

    /// <summary>Whether gradients are averaged over processes; only a measurement of what that costs leaves it out.</summary>
    public bool Shares { get; set; } = true;

    /// <summary>The learning rate of every step, counted from 0.</summary>
    public required Schedule LearningRate { get; init; }

    /// <summary>The weight decay of every step, counted from 0; null where it stays.</summary>
    public Schedule? WeightDecay { get; init; }

    /// <summary>The largest norm of all gradients; null where they are taken as they are.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Steps between those that report what the diagnosis reads; 0 for none.</summary>
    public int DiagnoseEvery { get; set; }

    public required CheckpointWriter Checkpoints { get; init; }

    /// <summary>Steps of the whole run.</summary>
    public required long Steps { get; init; }

    /// <summary>Samples in a step.</summary>
    public required int Batch { get; init; }

    /// <summary>Steps between checkpoints.</summary>
    public required int CheckpointEvery { get; init; }

    /// <summary>The figure by which the best checkpoint is known; null where the newest is the one that counts.</summary>
    public string? KeepBy { get; init; }

    /// <summary>Asked at each checkpoint what is to be written beside it; the answer is done on the writing thread.</summary>
    public Func<TrainingProgress, Action<StateSnapshot>>? Beside { get; set; }

    public required Device Device { get; init; }

    public required ScalarType Precision { get; init; }

    /// <summary>Parts in which a batch goes through the network; divides <see cref="Batch"/>.</summary>
    public int Chunks { get; init; } = 1;

    /// <summary>Whether this process's first step is computed twice and must give the same bits.</summary>
    public bool Deterministic { get; init; }

    /// <summary>How far the run is.</summary>
    public TrainingProgress Progress => _progress;

    /// <summary>Time that steps waited for checkpoints.</summary>
    public TimeSpan CheckpointTime { get; private set; }

    /// <summary>What the names of the kept backbone's tensors begin with in a checkpoint.</summary>
    public string BackboneName
    {
        get
        {
            NamedTensor first = Method.Kept.NamedState().First();
            string name = Method.NamedState(Checkpoint.Method).First(entry => ReferenceEquals(entry.Tensor, first.Tensor)).Name;
            return name[..^first.Name.Length];
        }
    }

    /// <summary>How fast it goes.</summary>
    public Throughput Throughput { get; } = new();

    /// <summary>Floating-point operations of a step on all processes, as the first one here counted them (<see cref="WorkCounter"/>); null before it.</summary>
    public double? OperationsPerStep { get; private set; }

    /// <summary>Passes over the data of the whole run, the last one perhaps in part.</summary>
    public int Epochs => (int)((Steps + Batches.StepsPerEpoch - 1) / Batches.StepsPerEpoch);

    /// <summary>Whether somebody asked the run to stop: of several processes, any one, as the last report says.</summary>
    private bool Stops => _world.Size == 1 ? _cancel.IsCancellationRequested : _stops;

    /// <summary>Steps whose numbers are still on the device: reading them at once would make a GPU wait for its own results.</summary>
    private int Lag => Device.Kind == DeviceKind.Cpu ? 0 : 1;

    /// <summary>Continues from the newest checkpoint, if there is one.</summary>
    /// <param name="note">Told about checkpoints that are damaged.</param>
    public void Resume(Action<string> note)
    {
        using TensorScope scope = new();
        if (Checkpoints.Store.ReadNewest(note) is not { } saved)
            return;
        Restore(saved);
        _progress = KeepBy is null ? saved.Progress.WithoutBest() : saved.Progress;
    }

    /// <summary>Brings all processes to where rank 0 is: every number of the networks and the optimizer, progress, random state, skipped samples.</summary>
    public void Align()
    {
        if (_world.Size == 1)
            return;
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach (NamedTensor entry in Method.NamedState().Concat(Optimizer.NamedState()))
            _world.Broadcast(entry.Tensor);
        Dictionary<string, string> progress = JsonSerializer.Deserialize<Dictionary<string, string>>(_world.Broadcast(JsonSerializer.Serialize(_progress.ToMetadata())))!;
        _progress = TrainingProgress.FromMetadata(progress, "rank 0");
        Batches.RestoreSkipped(JsonSerializer.Deserialize<int[]>(_world.Broadcast(JsonSerializer.Serialize(Batches.Skipped)))!);
        _random = JsonSerializer.Deserialize<byte[][]>(_world.Broadcast(JsonSerializer.Serialize(_random)))!;
        RestoreRandom();
    }

    /// <summary>Trains from where the run is to its end, or until somebody asks it to stop.</summary>
    /// <param name="observers">Who watches; called in this order.</param>
    /// <param name="cancel">Stops after the step under way, with a checkpoint.</param>
    /// <exception cref="NonFiniteLossException">The loss is not a number any more.</exception>
    /// <exception cref="NotRepeatableException">The run should be deterministic and is not.</exception>
    /// <exception cref="RunStorageException">A checkpoint could not be written.</exception>
    public RunState Train(IReadOnlyList<TrainingObserver> observers, CancellationToken cancel)
    {
        (_observers, _cancel) = (observers, cancel);
        Throughput.Pause();
        try
        {
            return Loop();
        }
        finally
        {
            _keepingStep?.Dispose();
        }
    }

    private RunState Loop()
    {
        while (_progress.Step < Steps)
        {
            int epoch = (int)(_progress.Step / Batches.StepsPerEpoch), first = (int)(_progress.Step % Batches.StepsPerEpoch);
            TimeSpan waited = Batches.Waited;
            foreach (TBatch batch in Batches.Epoch(epoch, first, CancellationToken.None))
            {
                using (batch)
                    Learn(batch);
                _keepingStep ??= _world.Stepping();     // only the first batch may be long in coming on one process
                Throughput.Count(Batch, Batches.Waited - waited);
                waited = Batches.Waited;
                Publish(Lag);
                Announce();

                bool epochEnds = _progress.Step % Batches.StepsPerEpoch == 0, ends = _progress.Step == Steps || Stops;
                bool saves = ends || _progress.Step % CheckpointEvery == 0;
                if (epochEnds || saves)
                {
                    Publish(0);
                    MeetSkipped();
                    Timed(saves, CheckWeights);     // before a probe measures them or a checkpoint keeps them
                }
                if (epochEnds)
                    saves |= EndEpoch(epoch + 1);
                if (saves)
                    Timed(true, Save);
                if (ends)
                {
                    using IDisposable? rest = _world.AtRest();
                    Timed(true, Checkpoints.Wait);
                    Announce();
                    return _progress.Step == Steps ? RunState.Finished : RunState.Interrupted;
                }
            }
        }
        return RunState.Finished;
    }

    /// <summary>One step on one batch; everything it made but the new weights is freed.</summary>
    public void Learn(TBatch batch)
    {
        using TensorScope scope = new();
        Optimizer.LearningRate = LearningRate.At(_progress.Step);
        Optimizer.WeightDecay = WeightDecay?.At(_progress.Step) ?? Optimizer.WeightDecay;
        Method.Now = new(_progress.Step, Steps, Batches.StepsPerEpoch, DiagnoseEvery > 0 && _progress.Step % DiagnoseEvery == 0);
        StepResult result = Backpropagate(batch);
        PendingReport report = new(_progress.Step + 1, Optimizer.LearningRate, result, _world, _cancel.IsCancellationRequested);
        _reports.Enqueue(report);
        if (Lag == 0)
            Check(report);      // before the gradients touch the weights

        Method.BeforeUpdate();
        using (UpdateFigures? figures = Method.Now.Watched ? new(Method) : null)
        {
            if (ClipNorm is double norm)
                Gradients.Clip(Method.Parameters(), norm);
            Optimizer.Step();
            report.Add(figures?.Read() ?? []);
        }
        Optimizer.ZeroGradients();
        Method.AfterStep();
        _progress = _progress.StepDone();
    }

    private StepResult Backpropagate(TBatch batch)
    {
        if (_backpropagation is not null)
            return _backpropagation.Run(batch);
        _backpropagation = new(Method, Chunks, Device, Precision) { BeforeLastBackward = Reducer is null ? null : root => { if (Shares) Reducer.Prepare(root); } };
        using WorkCounter counter = new();
        StepResult result = Deterministic ? RepetitionCheck.Run(_backpropagation, Method, batch, Device) : _backpropagation.Run(batch);
        OperationsPerStep = counter.Operations / (Deterministic ? 2 : 1) * _world.Size;
        return result;
    }

    /// <summary>Tells the observers about all steps but the last <paramref name="lag"/>.</summary>
    public void Publish(int lag)
    {
        while (_reports.Count > lag)
        {
            PendingReport report = _reports.Dequeue();
            Check(report);
            _stops |= report.Stops;
            _progress = _progress.LossRead(report.Loss);
            TimeSpan left = Throughput.RecentRate > 0 ? TimeSpan.FromSeconds((Steps - report.Step) * Batch / Throughput.RecentRate) : TimeSpan.Zero;
            TrainingStep step = new(report.Step, Steps, (int)((report.Step - 1) / Batches.StepsPerEpoch) + 1, Epochs, report.Loss, report.LearningRate, Throughput.RecentRate, Throughput.RecentWait, left, report.Figures);
            foreach (TrainingObserver observer in _observers)
                observer.StepCompleted(step);
        }
    }

    private void Check(PendingReport report)
    {
        if (!double.IsFinite(report.Loss))
            throw NotFinite("The loss is", report.Step, report.LearningRate);
    }

    // A finite loss may have had gradients that were not: such weights must not replace a good checkpoint.
    private void CheckWeights()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor[] norms = Ops.ForeachNorm([.. Method.Parameters()]);
        if (!Ops.Stack(norms).Isfinite().All().Item<bool>())
            throw NotFinite("A weight is", _progress.Step, Optimizer.LearningRate);
    }

    private NonFiniteLossException NotFinite(string what, long step, double learningRate)
    {
        Checkpoints.Settle();       // the one under way was made while everything was finite
        return new(what, step, learningRate, Checkpoints.Store.Newest);
    }

    /// <returns>Whether this is the best epoch so far, which a checkpoint has to keep.</returns>
    private bool EndEpoch(int epoch)
    {
        TrainingEpoch done = new(_progress.Step, epoch, Epochs, _progress.Loss);
        foreach (TrainingObserver observer in _observers)
            observer.EpochCompleted(done);
        _progress = _progress.EpochDone();
        double score = KeepBy is not null && done.Figures.TryGetValue(KeepBy, out double figure) ? figure : double.NaN;
        if (KeepBy is not null && _world.Size > 1)
            score = BitConverter.ToDouble(_world.Gather(BitConverter.GetBytes(score))[0]);      // all follow rank 0, to the last bit
        bool best = KeepBy is not null && _progress.IsBeatenBy(score);
        if (best)
            _progress = _progress.Best(score);
        Method.Train();             // a probe may have switched to evaluation
        Throughput.Pause();
        return best;
    }

    /// <summary>All processes count the same samples as broken, and judge alike whether they are too many.</summary>
    private void MeetSkipped()
    {
        if (_world.Size > 1)
            Batches.MeetSkipped(_world.Gather(MemoryMarshal.AsBytes<int>(Batches.Skipped.ToArray())).SelectMany(part => MemoryMarshal.Cast<byte, int>(part).ToArray()));
    }

    private void Save()
    {
        using TensorScope scope = new();
        NamedTensor[] state = State();
        using IDisposable? rest = _world.AtRest();      // the last checkpoint may still be on its way to a slow disk
        if (_world.Writes)
            Checkpoints.Save(_progress, state, BackboneName, Beside?.Invoke(_progress));
        Throughput.Pause();
    }

    private void Announce()
    {
        foreach ((long step, string path) in Checkpoints.Saved())
            foreach (TrainingObserver observer in _observers)
                observer.CheckpointSaved(step, path);
    }

    private void Timed(bool isForCheckpoint, Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        if (isForCheckpoint)
            CheckpointTime += Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Everything that changes from step to step, on all processes.</summary>
    private NamedTensor[] State()
    {
        IReadOnlyList<byte[]> random = _world.Gather(new RandomState(Device).Bytes);
        return
        [
            .. Method.NamedState(Checkpoint.Method),
            .. Optimizer.NamedState().Select(entry => new NamedTensor(Checkpoint.Optimizer + entry.Name, entry.Tensor)),
            new(Checkpoint.Random, Tensor.From<byte>([.. random.SelectMany(state => state)], random.Count, random[0].Length)),
            new(Checkpoint.Skipped, Tensor.From<long>([.. Batches.Skipped.Order()], Batches.Skipped.Count)),
        ];
    }

    private void Restore(Checkpoint saved)
    {
        Method.LoadState(saved.Below(Checkpoint.Method));
        Optimizer.LoadState(saved.Below(Checkpoint.Optimizer));
        Tensor random = saved.Required(Checkpoint.Random, ScalarType.Byte, rank: 2);
        _random = [.. random.ToArray<byte>().Chunk(Math.Max(1, (int)random.Size(-1)))];
        RestoreRandom();
        Batches.RestoreSkipped(saved.Required(Checkpoint.Skipped, ScalarType.Int64, rank: 1).ToArray<long>().Select(index => (int)index));
    }

    // A process that did not take part before keeps the state that it was seeded with.
    private void RestoreRandom()
    {
        if (_world.Rank < _random.Length)
            new RandomState(Device, _random[_world.Rank]).Restore();
    }
}
