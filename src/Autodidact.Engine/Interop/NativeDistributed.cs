using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

/// <summary>The exports of the engine's door to c10d. A negative result means "see the last error".</summary>
internal static unsafe partial class NativeDistributed
{
    private const string Library = NativeEngine.Library;

    static NativeDistributed() => RuntimeHelpers.RunClassConstructor(typeof(NativeEngine).TypeHandle);

    [LibraryImport(Library, EntryPoint = "autodidact_store_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StoreOpen(string host, int port, int serves, int timeout, out IntPtr store);

    [LibraryImport(Library, EntryPoint = "autodidact_store_close")]
    public static partial void StoreClose(IntPtr store);

    [LibraryImport(Library, EntryPoint = "autodidact_store_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StoreSet(IntPtr store, string key, ReadOnlySpan<byte> value, int length);

    [LibraryImport(Library, EntryPoint = "autodidact_store_get", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StoreGet(IntPtr store, string key, byte* buffer, int size);

    [LibraryImport(Library, EntryPoint = "autodidact_group_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GroupOpen(IntPtr store, string name, int rank, int size, int deviceKind, int timeout, out IntPtr group);

    [LibraryImport(Library, EntryPoint = "autodidact_group_close")]
    public static partial void GroupClose(IntPtr group);

    [LibraryImport(Library, EntryPoint = "autodidact_group_started"), SuppressGCTransition]
    public static partial long GroupStarted(IntPtr group);

    [LibraryImport(Library, EntryPoint = "autodidact_group_abandon"), SuppressGCTransition]
    public static partial void GroupAbandon(IntPtr group);

    [LibraryImport(Library, EntryPoint = "autodidact_group_allreduce")]
    public static partial int GroupAllReduce(IntPtr group, IntPtr tensor);

    [LibraryImport(Library, EntryPoint = "autodidact_group_allgather")]
    public static partial int GroupAllGather(IntPtr group, IntPtr tensor, out IntPtr result);

    [LibraryImport(Library, EntryPoint = "autodidact_group_broadcast")]
    public static partial int GroupBroadcast(IntPtr group, IntPtr tensor, int from);

    [LibraryImport(Library, EntryPoint = "autodidact_group_gather_rows")]
    public static partial int GroupGatherRows(IntPtr group, IntPtr rows, long views, out IntPtr result);

    [LibraryImport(Library, EntryPoint = "autodidact_group_batch_norm")]
    public static partial int GroupBatchNorm(
        IntPtr group, IntPtr input, IntPtr weight, IntPtr bias, IntPtr runningMean, IntPtr runningVariance, double momentum, double epsilon, out IntPtr result);

    [LibraryImport(Library, EntryPoint = "autodidact_reducer_open")]
    public static partial int ReducerOpen(IntPtr group, IntPtr* parameters, int count, long bucketBytes, out IntPtr reducer);

    [LibraryImport(Library, EntryPoint = "autodidact_reducer_prepare")]
    public static partial int ReducerPrepare(IntPtr reducer, IntPtr loss);

    [LibraryImport(Library, EntryPoint = "autodidact_reducer_close")]
    public static partial void ReducerClose(IntPtr reducer);
}
