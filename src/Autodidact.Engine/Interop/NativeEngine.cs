using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorInfo
{
    public long Rank, Elements;
    public IntPtr Data;
    public int Type, DeviceKind, DeviceIndex;
    public byte RequiresGradient, Contiguous, ChannelsLast, Leaf;
    public fixed long Sizes[8];
    public fixed long Strides[8];
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeMemoryStatistics
{
    public long LiveTensors, LiveBytes, PeakBytes, CachedBytes;
}

/// <summary>The exports of the engine's native door, and nothing else. A negative result means "see the last error".</summary>
internal static unsafe partial class NativeEngine
{
    public const string Library = "autodidact_engine";

    [LibraryImport(Library, EntryPoint = "autodidact_operator_find", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OperatorFind(string name, string overload, out IntPtr found);

    [LibraryImport(Library, EntryPoint = "autodidact_operator_schema")]
    public static partial int OperatorSchema(IntPtr op, byte* buffer, int size);

    [LibraryImport(Library, EntryPoint = "autodidact_operator_call")]
    public static partial int OperatorCall(IntPtr op, Argument* arguments, int count, Argument* results, int capacity);

    [LibraryImport(Library, EntryPoint = "autodidact_tensor_info"), SuppressGCTransition]
    public static partial int TensorInfo(IntPtr handle, TensorInfo* info);

    [LibraryImport(Library, EntryPoint = "autodidact_tensor_from_memory")]
    public static partial int TensorFromMemory(
        IntPtr data, long* sizes, long* strides, int rank, int type, delegate* unmanaged<IntPtr, void> deleter, IntPtr context, out IntPtr result);

    [LibraryImport(Library, EntryPoint = "autodidact_tensor_release")]
    public static partial void TensorRelease(IntPtr* handles, int count);

    [LibraryImport(Library, EntryPoint = "autodidact_backward")]
    public static partial int Backward(IntPtr* outputs, IntPtr* gradients, int count, int retainGraph, int createGraph);

    [LibraryImport(Library, EntryPoint = "autodidact_grad")]
    public static partial int Grad(
        IntPtr* outputs, IntPtr* gradients, int count, IntPtr* inputs, int inputCount, int retainGraph, int createGraph, IntPtr* results);

    [LibraryImport(Library, EntryPoint = "autodidact_gradient_get")]
    public static partial int GradientGet(IntPtr handle, out IntPtr gradient);

    [LibraryImport(Library, EntryPoint = "autodidact_gradient_set")]
    public static partial int GradientSet(IntPtr handle, IntPtr gradient);

    [LibraryImport(Library, EntryPoint = "autodidact_requires_grad_set")]
    public static partial int RequiresGradSet(IntPtr handle, int value);

    [LibraryImport(Library, EntryPoint = "autodidact_grad_mode")]
    public static partial int GradMode(int enabled);

    [LibraryImport(Library, EntryPoint = "autodidact_inference_mode_enter")]
    public static partial IntPtr InferenceModeEnter();

    [LibraryImport(Library, EntryPoint = "autodidact_inference_mode_leave")]
    public static partial void InferenceModeLeave(IntPtr guard);

    [LibraryImport(Library, EntryPoint = "autodidact_autocast")]
    public static partial int Autocast(int deviceKind, int enabled, int type, out int typeBefore);

    [LibraryImport(Library, EntryPoint = "autodidact_generator_seed")]
    public static partial int GeneratorSeed(int deviceKind, int deviceIndex, ulong seed);

    [LibraryImport(Library, EntryPoint = "autodidact_generator_get_state")]
    public static partial int GeneratorGetState(int deviceKind, int deviceIndex, out IntPtr state);

    [LibraryImport(Library, EntryPoint = "autodidact_generator_set_state")]
    public static partial int GeneratorSetState(int deviceKind, int deviceIndex, IntPtr state);

    [LibraryImport(Library, EntryPoint = "autodidact_memory")]
    public static partial void Memory(out NativeMemoryStatistics statistics, int resetPeak);

    [LibraryImport(Library, EntryPoint = "autodidact_memory_release_cached")]
    public static partial void MemoryReleaseCached();

    [LibraryImport(Library, EntryPoint = "autodidact_initialize")]
    public static partial int Initialize(int cachingAllocator);

    [LibraryImport(Library, EntryPoint = "autodidact_set_threads")]
    public static partial int SetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "autodidact_get_threads")]
    public static partial int GetThreads();

    [LibraryImport(Library, EntryPoint = "autodidact_block_exists")]
    public static partial int BlockExists();

    [LibraryImport(Library, EntryPoint = "autodidact_block")]
    public static partial int Block(IntPtr input, IntPtr* parts, IntPtr texts, BlockSettings* settings, out IntPtr result);

    [LibraryImport(Library, EntryPoint = "autodidact_convolution_pack")]
    public static partial int ConvolutionPack(IntPtr weight, IntPtr bias, long stride, long padding, out IntPtr result);

    [LibraryImport(Library, EntryPoint = "autodidact_convolution_run")]
    public static partial int ConvolutionRun(IntPtr convolution, IntPtr input, IntPtr added, int rectified, out IntPtr result);

    [LibraryImport(Library, EntryPoint = "autodidact_convolution_release")]
    public static partial void ConvolutionRelease(IntPtr convolution);

    [LibraryImport(Library, EntryPoint = "autodidact_deterministic")]
    public static partial int Deterministic(int enabled);

    [LibraryImport(Library, EntryPoint = "autodidact_synchronize")]
    public static partial int Synchronize(int deviceIndex);

    [LibraryImport(Library, EntryPoint = "autodidact_describe")]
    public static partial int Describe(byte* buffer, int size);

    [LibraryImport(Library, EntryPoint = "autodidact_last_error")]
    public static partial int LastError(out int kind, byte* buffer, int size);

    static NativeEngine()
    {
        NativeLibraries.Prepare();
        Check(Initialize(cachingAllocator: Environment.GetEnvironmentVariable("AUTODIDACT_ALLOCATOR") == "system" ? 0 : 1));
    }

    /// <summary>Turns a failed call into the exception that says what was wrong.</summary>
    public static int Check(int result) => result < 0 ? throw TakeError() : result;

    public static string ReadText(Func<IntPtr, int, int> read)
    {
        byte[] buffer = new byte[1024];
        while (true)
        {
            int length;
            fixed (byte* start = buffer) length = read((IntPtr)start, buffer.Length);
            if (length <= buffer.Length) return System.Text.Encoding.UTF8.GetString(buffer, 0, length);
            buffer = new byte[length];
        }
    }

    private static EngineException TakeError()
    {
        int kind = 0;
        string message = ReadText((buffer, size) => LastError(out kind, (byte*)buffer, size));
        return kind switch
        {
            3 => new EngineOutOfMemoryException(message),
            4 => new EngineNotSupportedException(message),
            5 => new EngineArgumentException(message),
            6 => new EngineCommunicationException(message),
            _ => new EngineException(message),
        };
    }
}
