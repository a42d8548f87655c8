namespace Autodidact.Engine.Serialization;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="Name">The name, unique in the file.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes, outermost first; empty for a single number.</param>
/// <param name="Offset">Where the tensor's bytes start, in bytes after the header.</param>
/// <param name="Length">Number of bytes: elements times element size.</param>
public sealed record SafetensorsEntry(string Name, ScalarType Type, long[] Shape, long Offset, long Length);
