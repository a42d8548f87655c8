using Autodidact.Engine.Search;

namespace Autodidact.Embeddings.Indexes;

/// <summary>An index that was made.</summary>
/// <param name="Vectors">The index.</param>
/// <param name="Order">The row that each of its vectors was: those that measured it come last.</param>
/// <param name="Quality">What it finds.</param>
/// <param name="Seconds">What making it took, without the measurement.</param>
internal sealed record BuiltIndex(SearchIndex Vectors, IReadOnlyList<int> Order, IndexQuality Quality, double Seconds);
