using System.Globalization;
using Autodidact.Engine;

namespace Autodidact.Tests.Fuzzing;

/// <summary>Memory that reading one input took: managed bytes of the thread, bytes of tensors, and pages of the process.</summary>
internal readonly record struct FuzzMemory(long Managed, long Tensors, long Pages)
{
    // Pages come with the collector's own growth, and sanitizers keep what was freed; only whole pictures stand out.
    public const long PageBudget = 192L << 20;

    private static readonly bool s_countsPages = OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("ASAN_OPTIONS") is null && CanReset();

    /// <summary>Runs <paramref name="read"/> and measures, whether it throws or not.</summary>
    public static FuzzMemory Of(Action read, bool pages, out Exception? thrown)
    {
        pages &= s_countsPages;
        long before = pages ? Reset() : 0;
        TorchRuntime.ResetPeakMemory();
        long tensors = TorchRuntime.Memory.LiveBytes, managed = GC.GetAllocatedBytesForCurrentThread();
        thrown = null;
        try
        {
            read();
        }
#pragma warning disable CA1031 // Which exceptions are allowed is judged later.
        catch (Exception error)
#pragma warning restore CA1031
        {
            thrown = error;
        }
        managed = GC.GetAllocatedBytesForCurrentThread() - managed;
        return new(managed, TorchRuntime.Memory.PeakBytes - tensors, pages ? PeakPages() - before : 0);
    }

    /// <summary>Lets the process's peak start anew; returns what it holds now.</summary>
    private static long Reset()
    {
        File.WriteAllText("/proc/self/clear_refs", "5");
        return PeakPages();
    }

    private static bool CanReset()
    {
        try
        {
            return Reset() > 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long PeakPages()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10;
    }
}
