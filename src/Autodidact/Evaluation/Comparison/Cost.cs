using System.Globalization;

namespace Autodidact.Evaluation.Comparison;

/// <summary>What training took, in words.</summary>
public static class Cost
{
    private static readonly string[] s_units = ["GFLOP", "TFLOP", "PFLOP", "EFLOP", "ZFLOP"];

    /// <summary>Three digits and a unit, such as <c>1.35 PFLOP</c>; empty where nothing was counted.</summary>
    public static string Arithmetic(double? gigaflops)
    {
        if (gigaflops is not double value) return "";
        int unit = 0;
        for (; value >= 999.5 && unit < s_units.Length - 1; unit++) value /= 1000;
        return $"{value.ToString(value < 9.995 ? "0.00" : value < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture)} {s_units[unit]}";
    }

    /// <summary>Seconds as <c>42 s</c>, <c>3:05</c> or <c>1:02:03</c>.</summary>
    public static string Time(double seconds)
    {
        TimeSpan time = TimeSpan.FromSeconds(Math.Round(seconds));
        return time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}"
            : time.TotalMinutes >= 1 ? $"{time:m\\:ss}"
            : $"{seconds.ToString(seconds < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture)} s";
    }

    /// <summary>Both.</summary>
    public static string Of(double? gigaflops, double seconds) => gigaflops is null ? Time(seconds) : $"{Arithmetic(gigaflops)}, {Time(seconds)}";
}
