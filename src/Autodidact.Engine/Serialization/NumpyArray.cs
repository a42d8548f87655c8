using System.Runtime.InteropServices;

namespace Autodidact.Engine.Serialization;

/// <summary>An array as a <c>.npy</c> file holds it.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes, outermost first; empty for a single number.</param>
/// <param name="Bytes">The elements, row-major, little-endian.</param>
public sealed record NumpyArray(ScalarType Type, long[] Shape, byte[] Bytes)
{
    /// <summary>The elements as <typeparamref name="T"/>, without a copy.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not as wide as <see cref="Type"/>.</exception>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged =>
        Marshal.SizeOf<T>() == Type.SizeOf()
            ? MemoryMarshal.Cast<byte, T>(Bytes)
            : throw new ArgumentException($"The array holds {Type}, which cannot be read as {typeof(T).Name}.");
}
