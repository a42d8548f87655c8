using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Distributed;

/// <summary>
/// Averages gradients over the processes of a world, in buckets that are sent while backward still computes the next ones
/// (c10d's Reducer; Li et al. 2020, arXiv:2006.15704). Buckets never change, so that a resumed run adds up in the same order.
/// </summary>
public sealed unsafe class GradientReducer : IDisposable
{
    // Few enough to send each in one go, many enough for the first to be under way long before the last is ready.
    private const int UsualBuckets = 10;
    private const long SmallestBucket = 1 << 20, LargestBucket = 25 << 20;

    private readonly World _world;
    private IntPtr _handle;

    internal GradientReducer(World world, ProcessGroup group, IReadOnlyList<Tensor> parameters, long? bucketBytes)
    {
        _world = world;
        long bytes = bucketBytes ?? Math.Clamp(parameters.Sum(parameter => parameter.ElementCount * parameter.Type.SizeOf()) / UsualBuckets, SmallestBucket, LargestBucket);
        IntPtr[] handles = [.. parameters.Select(parameter => parameter.Handle)];
        fixed (IntPtr* first = handles)
            Buckets = NativeEngine.Check(NativeDistributed.ReducerOpen(group.Handle, first, handles.Length, bytes, out _handle));
    }

    /// <summary>Buckets that the gradients are sent in.</summary>
    public int Buckets { get; }

    /// <summary>
    /// The next backward, from <paramref name="root"/>, averages gradients; without this call gradients are only added up here.
    /// When that backward returns, the averages are in place.
    /// </summary>
    public void Prepare(Tensor root) => _world.Guard(() => NativeEngine.Check(NativeDistributed.ReducerPrepare(_handle, root.Handle)));

    /// <inheritdoc/>
    public void Dispose()
    {
        // Where a process is lost, buckets may wait for it for ever: the memory goes with the process.
        if (_handle == IntPtr.Zero || _world.IsLost) return;
        NativeDistributed.ReducerClose(_handle);
        _handle = IntPtr.Zero;
    }
}
