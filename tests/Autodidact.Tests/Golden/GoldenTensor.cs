using System.Runtime.InteropServices;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;

namespace Autodidact.Tests.Golden;

/// <summary>A tensor of a golden case.</summary>
/// <param name="Type">As stored: Float32, Float64, Int64 or Byte.</param>
/// <param name="Shape">Sizes, outermost first; empty for a single number.</param>
/// <param name="Values">The elements, row-major. Integers beyond 2^53 do not occur.</param>
public sealed record GoldenTensor(ScalarType Type, long[] Shape, double[] Values)
{
    /// <summary>Whether the elements are whole numbers, which must be met exactly.</summary>
    public bool IsInteger => Type is ScalarType.Int64 or ScalarType.Byte;

    /// <summary>The elements in single precision; inputs and weights are exactly representable in it.</summary>
    public float[] Floats => Array.ConvertAll(Values, value => (float)value);

    /// <summary>The elements as indices.</summary>
    public long[] Integers => Array.ConvertAll(Values, value => (long)value);

    /// <summary>The elements as grey levels.</summary>
    public byte[] Bytes => Array.ConvertAll(Values, value => (byte)value);

    /// <summary>The only element.</summary>
    public double Scalar => Values.Single();

    /// <summary>A tensor of the engine: single precision, or indices where the elements are whole numbers.</summary>
    /// <param name="requiresGradient">Whether gradients with respect to it are wanted.</param>
    public Tensor ToTensor(bool requiresGradient = false)
    {
        if (IsInteger) return Tensor.From(Integers, Shape);
        Tensor tensor = Tensor.From(Floats, Shape);
        tensor.RequiresGradient = requiresGradient;
        return tensor;
    }

    internal static GoldenTensor Read(SafetensorsFile file, SafetensorsEntry entry)
    {
        ReadOnlySpan<byte> bytes = file.Bytes(entry.Name);
        double[] values = entry.Type switch
        {
            ScalarType.Float64 => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
            ScalarType.Float32 => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), value => (double)value),
            ScalarType.Int64 => Array.ConvertAll(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), value => (double)value),
            ScalarType.Byte => Array.ConvertAll(bytes.ToArray(), value => (double)value),
            _ => throw new InvalidDataException($"Golden tensor '{entry.Name}' is of type {entry.Type}; allowed are Float32, Float64, Int64 and Byte."),
        };
        return new(entry.Type, entry.Shape, values);
    }
}
