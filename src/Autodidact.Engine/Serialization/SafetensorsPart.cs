namespace Autodidact.Engine.Serialization;

/// <summary>A tensor that is written piece by piece when its turn comes, so that nobody has to hold all of them at once.</summary>
/// <param name="Name">The name, unique in the file and not <c>__metadata__</c>.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes, outermost first; empty for a single number.</param>
/// <param name="Write">Hands the elements over, row-major and little-endian, in pieces of any length.</param>
internal sealed record SafetensorsPart(string Name, ScalarType Type, long[] Shape, Action<Action<ReadOnlySpan<byte>>> Write);
