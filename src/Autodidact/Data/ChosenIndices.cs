using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Autodidact.Data;

/// <summary>Which samples of a source were chosen, and what their labels count in.</summary>
internal sealed class ChosenIndices
{
    private readonly DataSource _source;
    private readonly int[] _indices;
    private readonly ClassNumbers? _classes;

    /// <param name="source">Where the samples come from.</param>
    /// <param name="indices">Which.</param>
    /// <param name="classes">Names to count labels in; null for the source's own.</param>
    /// <exception cref="ArgumentException">None is chosen.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is not in the source.</exception>
    public ChosenIndices(DataSource source, IEnumerable<int> indices, IReadOnlyList<string>? classes)
    {
        ArgumentNullException.ThrowIfNull(source);
        (_source, _indices) = (source, [.. indices]);
        _classes = classes is null ? null : new(source.Classes, classes);
        if (_indices.Length == 0) throw new ArgumentException("A source holds at least one sample.", nameof(indices));
        if (_indices.Min() < 0 || _indices.Max() >= source.Count)
            throw new ArgumentOutOfRangeException(nameof(indices), $"Indices run from {_indices.Min()} to {_indices.Max()}; allowed: 0 to {source.Count - 1}.");
    }

    public int Count => _indices.Length;

    public int this[int index] => _indices[index];

    /// <summary>Names that labels count in.</summary>
    public IReadOnlyList<string>? Classes => _classes?.Classes ?? _source.Classes;

    /// <summary>The label of a chosen sample; null where it has none among the classes.</summary>
    public int? Label(int index) => _classes is null ? _source.Label(_indices[index]) : _classes.Of(_source.Label(_indices[index]));

    /// <summary>Adds what tells this choice from others.</summary>
    public void AppendTo(IncrementalHash hash)
    {
        hash.AppendData(MemoryMarshal.AsBytes(_source.Fingerprint.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_indices.AsSpan()));
    }
}
