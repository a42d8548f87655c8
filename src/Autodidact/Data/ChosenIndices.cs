using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Autodidact.Data;

/// <summary>Which samples of a source were chosen.</summary>
internal sealed class ChosenIndices
{
    private readonly int[] _indices;

    /// <exception cref="ArgumentException">None is chosen.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is not in the source.</exception>
    public ChosenIndices(DataSource source, IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(source);
        _indices = [.. indices];
        if (_indices.Length == 0) throw new ArgumentException("A source holds at least one sample.", nameof(indices));
        if (_indices.Min() < 0 || _indices.Max() >= source.Count)
            throw new ArgumentOutOfRangeException(nameof(indices), $"Indices run from {_indices.Min()} to {_indices.Max()}; allowed: 0 to {source.Count - 1}.");
    }

    public int Count => _indices.Length;

    public int this[int index] => _indices[index];

    /// <summary>Adds what tells this choice of <paramref name="source"/> from others.</summary>
    public void AppendTo(IncrementalHash hash, DataSource source)
    {
        hash.AppendData(MemoryMarshal.AsBytes(source.Fingerprint.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_indices.AsSpan()));
    }
}
