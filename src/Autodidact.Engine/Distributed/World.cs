using System.Diagnostics;
using System.Text;

namespace Autodidact.Engine.Distributed;

/// <summary>
/// The processes that train together. Every process makes the same calls in the same order; what crosses processes goes through
/// here. A process that was started alone is a world of one, in which nothing is sent.
/// </summary>
/// <remarks>Belongs to the flow of execution that joined it: threads and tasks that it starts see the same <see cref="Current"/>.</remarks>
public sealed class World : IDisposable
{
    private static readonly AsyncLocal<World?> s_current = new();
    private static readonly TimeSpan s_joining = TimeSpan.FromMinutes(5), s_firstWord = TimeSpan.FromSeconds(5);

    private readonly WorldPlace _place;
    private readonly ProcessStore? _store;
    private readonly RankWatch? _watch;
    private readonly List<ProcessGroup> _groups = [];
    private readonly Dictionary<(DeviceKind, string), ProcessGroup> _byUse = [];

    private World(WorldPlace place) => _place = place;

    private World(WorldPlace place, WorldOptions options)
    {
        _place = place;
        try
        {
            _store = new ProcessStore(place, place.Serves && place.Rank == 0, s_joining);
        }
        catch (EngineException error)
        {
            throw new RankLostException($"Rank {place.Rank} could not meet the others at {place.Address}:{place.Port} (MASTER_ADDR, MASTER_PORT): {error.Message}", error);
        }
        _watch = new RankWatch(place, options, () => Groups().Sum(group => group.Started), () => Groups().ForEach(group => group.Abandon()));
        Meet(options);
        Guard(() => GroupFor(DeviceKind.Cpu, "layers"));
    }

    /// <summary>A process on its own.</summary>
    public static World Alone { get; } = new(new WorldPlace());

    /// <summary>The world that the calling code runs in.</summary>
    public static World Current => s_current.Value ?? Alone;

    /// <summary>This process among all, from 0.</summary>
    public int Rank => _place.Rank;

    /// <summary>Processes.</summary>
    public int Size => _place.Size;

    /// <summary>Where the processes are.</summary>
    public WorldPlace Place => _place;

    /// <summary>Logical processors for this process: those of the machine, shared evenly with the run's other processes there.</summary>
    public int Cores => Math.Max(1, Environment.ProcessorCount / _place.LocalSize);

    /// <summary>Whether this process writes what there is one of: the run's folder, results.</summary>
    public bool Writes => Rank == 0;

    /// <summary>Whether another process is known to be lost.</summary>
    public bool IsLost => _watch?.Lost is not null;

    /// <summary>Meets the other processes and makes them the <see cref="Current"/> world; alone where the place says so.</summary>
    /// <exception cref="RankLostException">They could not be met.</exception>
    public static World Join(WorldPlace place, WorldOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(place);
        World world = place.Size == 1 ? Alone : new World(place, options ?? new());
        s_current.Value = world;
        return world;
    }

    /// <summary>Sums a tensor over the processes, in place.</summary>
    public void AllReduce(Tensor tensor)
    {
        if (Size > 1) Guard(() => GroupFor(tensor.Device.Kind, "layers").AllReduce(tensor));
    }

    /// <summary>The tensor of every process, of one shape everywhere, <c>[size, ...]</c>.</summary>
    public Tensor AllGather(Tensor tensor) => Size == 1 ? tensor.Unsqueeze(0) : Guard(() => GroupFor(tensor.Device.Kind, "layers").AllGather(tensor));

    /// <summary>Overwrites a tensor with that of rank 0.</summary>
    public void Broadcast(Tensor tensor)
    {
        if (Size > 1) Guard(() => GroupFor(tensor.Device.Kind, "layers").Broadcast(tensor, from: 0));
    }

    /// <summary>What rank 0 says, on every process.</summary>
    /// <param name="text">Looked at on rank 0 only.</param>
    public string Broadcast(string text) => Size == 1 ? text : Encoding.UTF8.GetString(Gather(Writes ? Encoding.UTF8.GetBytes(text) : [])[0]);

    /// <summary>The bytes of every process, in the order of ranks.</summary>
    public IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> own)
    {
        if (Size == 1) return [own.ToArray()];
        using TensorScope scope = new();
        using NoGradient guard = new();
        long[] lengths = AllGather(Tensor.From<long>([own.Length])).ToArray<long>();
        Tensor padded = Tensor.Zeros([Math.Max(1, lengths.Max())], ScalarType.Byte);
        own.CopyTo(padded.AsSpan<byte>());
        ReadOnlySpan<byte> all = AllGather(padded).AsSpan<byte>();
        byte[][] parts = new byte[Size][];
        for (int rank = 0; rank < Size; rank++) parts[rank] = all.Slice(rank * (int)padded.ElementCount, (int)lengths[rank]).ToArray();
        return parts;
    }

    /// <summary>
    /// Rows of all processes, with gradients: backward adds up what the losses of all processes say about a process's own rows.
    /// </summary>
    /// <param name="rows"><c>[views * batch, ...]</c>, view-major, the same batch on every process.</param>
    /// <param name="views">Views of each sample.</param>
    /// <returns><c>[views * size * batch, ...]</c>, view-major; in each view the samples of rank 0, then of rank 1, and so on.</returns>
    public Tensor GatherRows(Tensor rows, int views) => Size == 1 ? rows : Guard(() => GroupFor(rows.Device.Kind, "layers").GatherRows(rows, views));

    /// <summary>Batch norm in training over the samples of all processes (as in PyTorch's SyncBatchNorm).</summary>
    /// <param name="runningMean">Moved by <paramref name="momentum"/>.</param>
    /// <param name="runningVariance">Moved likewise, towards the unbiased variance.</param>
    internal Tensor BatchNorm(Tensor input, Tensor? weight, Tensor? bias, Tensor runningMean, Tensor runningVariance, double momentum, double epsilon) =>
        Guard(() => GroupFor(input.Device.Kind, "layers").BatchNorm(input, weight, bias, runningMean, runningVariance, momentum, epsilon));

    /// <summary>What averages the gradients of <paramref name="parameters"/>; null in a world of one.</summary>
    /// <param name="parameters">Each must have a gradient after backward, or have one on no process.</param>
    /// <param name="bucketBytes">Bytes of a bucket; null for a tenth of all, between 1 and 25 MiB.</param>
    public GradientReducer? Reducer(IReadOnlyList<Tensor> parameters, long? bucketBytes = null) =>
        Size == 1 ? null : Guard(() => new GradientReducer(this, GroupFor(parameters[0].Device.Kind, "gradients"), parameters, bucketBytes));

    /// <summary>Waits until every process has come this far.</summary>
    public void Barrier()
    {
        if (Size == 1) return;
        using TensorScope scope = new();
        AllReduce(Tensor.Zeros([1]));
    }

    /// <summary>Steps begin: from here on a process that falls behind the others for too long counts as hanging.</summary>
    /// <returns>Dispose when they have ended.</returns>
    public IDisposable? Stepping() => _watch?.Stepping();

    /// <summary>What follows may take one process long, such as waiting for its disk, and does not count as hanging.</summary>
    /// <returns>Dispose when it is over.</returns>
    public IDisposable? AtRest() => _watch?.AtRest();

    /// <summary>Tells the others why this process gives up, so that they need not find out.</summary>
    public void Fail(string reason) => _watch?.Fail(reason);

    /// <summary>Why something failed: where another process is lost, that; it is waited for, since a broken connection is noticed before its cause.</summary>
    public Exception Explain(Exception error) => _watch is null || error is not EngineCommunicationException || _watch.WaitForLoss() is not string lost ? error : new RankLostException(lost, error);

    /// <summary>Leaves together with all others, after undisturbed work: none misses one that has only finished earlier.</summary>
    public void Leave()
    {
        Barrier();
        Dispose();
    }

    /// <summary>Leaves without waiting for anybody.</summary>
    public void Dispose()
    {
        if (Size == 1 || _store is null) return;
        s_current.Value = null;
        bool lost = IsLost;
        if (lost) _watch!.WaitUntilHeard();
        _watch!.Dispose();
        if (lost) return;       // groups wait for the lost one when they are closed; their memory goes with the process
        foreach (ProcessGroup group in Groups()) group.Dispose();
        _store.Dispose();
    }

    // Connecting would wait for the missing ones without a word.
    private void Meet(WorldOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan nextWord = s_firstWord;
        while (_watch!.Missing() is { Count: > 0 } missing)
        {
            options.Cancel.ThrowIfCancellationRequested();
            if (IsLost) throw new RankLostException(_watch.Lost!);
            string who = $"{(missing.Count == 1 ? "rank" : "ranks")} {string.Join(", ", missing)} of {Size}";
            TimeSpan waited = Stopwatch.GetElapsedTime(start);
            if (waited > s_joining)
                throw new RankLostException($"Rank {Rank} has waited {s_joining.TotalMinutes:0} minutes for {who}, and nobody came to {_place.Address}:{_place.Port} (MASTER_ADDR, MASTER_PORT).");
            if (waited > nextWord)
            {
                options.WhenWaiting?.Invoke($"waiting for {who} at {_place.Address}:{_place.Port}");
                nextWord *= 2;
            }
            Thread.Sleep(50);
        }
    }

    /// <summary>Runs something that needs the others; says who is lost instead of what broke.</summary>
    internal T Guard<T>(Func<T> collective)
    {
        try
        {
            return collective();
        }
        catch (EngineCommunicationException error) when (Explain(error) is RankLostException lost)
        {
            throw lost;
        }
    }

    private void Guard(Action collective) => Guard(() =>
    {
        collective();
        return 0;
    });

    private List<ProcessGroup> Groups()
    {
        lock (_groups) return [.. _groups];
    }

    // Gradients have connections of their own, so that a layer's small collective does not queue behind their buckets.
    private ProcessGroup GroupFor(DeviceKind kind, string use)
    {
        if (_byUse.TryGetValue((kind, use), out ProcessGroup? group)) return group;
        group = new ProcessGroup(_store!, $"{use}-{kind}", _place, kind);
        lock (_groups) _groups.Add(group);
        return _byUse[(kind, use)] = group;
    }
}
