namespace Autodidact.Engine.Serialization;

/// <summary>A tensor to be written to a safetensors file.</summary>
/// <param name="Name">The name, unique in the file and not <c>__metadata__</c>.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes, outermost first; empty for a single number.</param>
/// <param name="Bytes">The elements, row-major, little-endian.</param>
public sealed record SafetensorsTensor(string Name, ScalarType Type, long[] Shape, ReadOnlyMemory<byte> Bytes);
