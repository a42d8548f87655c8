using System.Globalization;

namespace Autodidact.Engine;

/// <summary>Where a tensor lies: the processor (the default value) or one of the GPUs.</summary>
public readonly record struct Device(DeviceKind Kind, int Index)
{
    public static Device Cpu => default;

    public static Device Cuda(int index = 0) => new(DeviceKind.Cuda, index);

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Device Parse(string text)
    {
        if (text == "cpu") return Cpu;
        if (text == "cuda") return Cuda();
        if (text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return Cuda(index);
        throw new FormatException($"'{text}' is no device; allowed are cpu, cuda and cuda:N.");
    }

    public override string ToString() => Kind == DeviceKind.Cpu ? "cpu" : $"cuda:{Index}";

    // libtorch gives the processor the index -1.
    internal static Device FromNative(int kind, int index) => new((DeviceKind)kind, Math.Max(index, 0));
}
