namespace Autodidact.Training;

/// <summary>What the processor is and what it computes in, from <c>/proc/cpuinfo</c>; unknown on other systems.</summary>
public static class ProcessorInformation
{
    private static readonly string[] s_bfloat16 = ["amx_bf16", "avx512_bf16", "bf16"];
    private static readonly Lazy<(string? Model, HashSet<string> Flags)> s_processor = new(Read);

    /// <summary>Model name; null where the system does not say.</summary>
    public static string? Model => s_processor.Value.Model;

    /// <summary>The instructions by which it multiplies bfloat16 matrices (<c>amx_bf16</c>, <c>avx512_bf16</c>, <c>bf16</c> on Arm); null when it has none.</summary>
    public static string? Bfloat16 => s_bfloat16.FirstOrDefault(s_processor.Value.Flags.Contains);

    /// <summary>Share of all processors that was at work during <paramref name="time"/>, 0 to 1; null where the system does not say. The calling thread sleeps meanwhile.</summary>
    public static double? BusyShare(TimeSpan time)
    {
        if (Ticks() is not (long busyBefore, long allBefore))
            return null;
        Thread.Sleep(time);
        return Ticks() is (long busy, long all) && all > allBefore ? (double)(busy - busyBefore) / (all - allBefore) : null;

        // The first line of /proc/stat: cpu user nice system idle iowait irq softirq steal ...
        static (long Busy, long All)? Ticks()
        {
            try
            {
                long[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(long.Parse)];
                return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    private static (string?, HashSet<string>) Read()
    {
        string? model = null;
        HashSet<string> flags = [];
        try
        {
            foreach (string line in File.ReadLines("/proc/cpuinfo"))
            {
                string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
                if (parts[0] == "model name")
                    model ??= parts[^1];
                if (parts[0] is "flags" or "Features")
                {
                    flags.UnionWith(parts[^1].Split(' '));
                    break;      // all cores are of one kind
                }
            }
        }
        catch (IOException)
        {
            // Not Linux: nothing is known, and fp32 works everywhere.
        }
        return (model, flags);
    }
}
