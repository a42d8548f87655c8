using Autodidact.Engine.Distributed;
using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>The running libtorch: threads, random state, memory, and what it can do.</summary>
public static unsafe class TorchRuntime
{
    private static IReadOnlyDictionary<string, string>? s_description;

    /// <summary>
    /// Version and abilities, by the keys <c>torch</c>, <c>cuda</c>, <c>cuda_devices</c>, <c>mkldnn</c>, <c>lapack</c>,
    /// <c>openmp</c>, <c>mkl</c>, <c>openblas</c>, <c>gloo</c>, <c>nccl</c>; truth values are 0 and 1.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Description => s_description ??= Describe();

    public static string Version => Description["torch"];

    public static bool HasCuda => Description["cuda"] == "1";

    /// <summary>
    /// The device of this name; for null a GPU where there is one, else the CPU. Without a number it is the first GPU, and each
    /// process of a world has its own.
    /// </summary>
    /// <exception cref="FormatException">There is no such device.</exception>
    public static Device DeviceFor(string? name) =>
        name is "cuda" || (name is null && HasCuda) ? Device.Cuda(World.Current.Place.LocalRank) : name is null ? Device.Cpu : Device.Parse(name);

    /// <summary>Threads that one operator may use; always set it, libtorch's default may be 1.</summary>
    public static int Threads
    {
        get => NativeEngine.GetThreads();
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            NativeEngine.Check(NativeEngine.SetThreads(value));
        }
    }

    /// <summary>
    /// Whether operators give the same bits every time, in the whole process: libtorch takes the deterministic version of each
    /// and refuses, by name, those that have none.
    /// </summary>
    public static bool Deterministic
    {
        get => NativeEngine.Check(NativeEngine.Deterministic(-1)) != 0;
        set => NativeEngine.Check(NativeEngine.Deterministic(value ? 1 : 0));
    }

    public static MemoryStatistics Memory
    {
        get
        {
            NativeEngine.Memory(out NativeMemoryStatistics now, resetPeak: 0);
            return new(now.LiveTensors, now.LiveBytes, now.PeakBytes, now.CachedBytes);
        }
    }

    public static long LiveTensors => Memory.LiveTensors;

    public static void ResetPeakMemory() => NativeEngine.Memory(out _, resetPeak: 1);

    /// <summary>Gives memory that no tensor uses back to the system.</summary>
    public static void ReleaseCachedMemory() => NativeEngine.MemoryReleaseCached();

    /// <summary>Starts the device's random stream anew; the same stream as <c>torch.manual_seed</c> gives.</summary>
    public static void Seed(ulong seed, Device device = default) =>
        NativeEngine.Check(NativeEngine.GeneratorSeed((int)device.Kind, device.Index, seed));

    /// <summary>The whole state of the device's generator, as bytes to keep in a checkpoint.</summary>
    public static byte[] GetGeneratorState(Device device = default)
    {
        NativeEngine.Check(NativeEngine.GeneratorGetState((int)device.Kind, device.Index, out IntPtr state));
        using Tensor tensor = Tensor.FromNative(state);
        return tensor.ToArray<byte>();
    }

    /// <summary>Continues the stream from a state that <see cref="GetGeneratorState"/> gave.</summary>
    public static void SetGeneratorState(ReadOnlySpan<byte> state, Device device = default)
    {
        using Tensor tensor = Tensor.From(state);
        NativeEngine.Check(NativeEngine.GeneratorSetState((int)device.Kind, device.Index, tensor.Handle));
    }

    /// <summary>What keeps <paramref name="name"/> (<c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>) from being used, in words; null when nothing does.</summary>
    public static string? DeviceProblem(string name)
    {
        try
        {
            Device device = Device.Parse(name);
            if (device.Kind == DeviceKind.Cpu) return null;
            if (!HasCuda) return "needs a GPU that libtorch can use; 'autodidact doctor' says more";
            int devices = int.Parse(Description["cuda_devices"], System.Globalization.CultureInfo.InvariantCulture);
            return device.Index < devices ? null : $"is not there; libtorch sees {devices} GPU(s)";
        }
        catch (FormatException)
        {
            return "must be cpu, cuda or cuda:N";
        }
    }

    /// <summary>Waits until the device has done all that was asked of it; nothing to do on the CPU.</summary>
    public static void Synchronize(Device device)
    {
        if (device.Kind == DeviceKind.Cuda) NativeEngine.Check(NativeEngine.Synchronize(device.Index));
    }

    private static Dictionary<string, string> Describe()
    {
        string text = NativeEngine.ReadText((buffer, size) => NativeEngine.Check(NativeEngine.Describe((byte*)buffer, size)));
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }
}
