using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Distributed;

/// <summary>
/// Connections between all processes of a run, for tensors of one kind of device (c10d's ProcessGroup: Gloo, or NCCL for
/// GPUs). Everything is done by all processes, in the same order, each on one thread.
/// </summary>
internal sealed class ProcessGroup : IDisposable
{
    // Who is lost is found out long before this; it only bounds what nobody foresaw.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(30);

    private IntPtr _handle;

    public ProcessGroup(ProcessStore store, string name, WorldPlace place, DeviceKind kind) =>
        NativeEngine.Check(NativeDistributed.GroupOpen(store.Handle, store.NameOf(name), place.Rank, place.Size, (int)kind, (int)s_limit.TotalMilliseconds, out _handle));

    internal IntPtr Handle => _handle;

    /// <summary>Collectives that this process has begun.</summary>
    public long Started => _handle == IntPtr.Zero ? 0 : NativeDistributed.GroupStarted(_handle);

    /// <summary>Ends the waiting of this and later collectives with an error. From any thread.</summary>
    public void Abandon()
    {
        if (_handle != IntPtr.Zero) NativeDistributed.GroupAbandon(_handle);
    }

    /// <summary>Sums a tensor over the processes, in place.</summary>
    public void AllReduce(Tensor tensor) => NativeEngine.Check(NativeDistributed.GroupAllReduce(_handle, tensor.Handle));

    /// <summary>The tensor of every process, <c>[size, ...]</c>.</summary>
    public Tensor AllGather(Tensor tensor)
    {
        NativeEngine.Check(NativeDistributed.GroupAllGather(_handle, tensor.Handle, out IntPtr result));
        return Tensor.FromNative(result);
    }

    /// <summary>Overwrites a tensor with that of <paramref name="from"/>.</summary>
    public void Broadcast(Tensor tensor, int from) => NativeEngine.Check(NativeDistributed.GroupBroadcast(_handle, tensor.Handle, from));

    public Tensor GatherRows(Tensor rows, int views)
    {
        NativeEngine.Check(NativeDistributed.GroupGatherRows(_handle, rows.Handle, views, out IntPtr result));
        return Tensor.FromNative(result);
    }

    public Tensor BatchNorm(Tensor input, Tensor? weight, Tensor? bias, Tensor runningMean, Tensor runningVariance, double momentum, double epsilon)
    {
        NativeEngine.Check(NativeDistributed.GroupBatchNorm(
            _handle, input.Handle, weight?.Handle ?? IntPtr.Zero, bias?.Handle ?? IntPtr.Zero, runningMean.Handle, runningVariance.Handle, momentum, epsilon, out IntPtr result));
        return Tensor.FromNative(result);
    }

    public void Dispose()
    {
        if (_handle == IntPtr.Zero) return;
        NativeDistributed.GroupClose(_handle);
        _handle = IntPtr.Zero;
    }
}
