using System.Runtime.InteropServices;

namespace Autodidact.Data;

/// <summary>Chosen pictures of another source, in a chosen order.</summary>
public sealed class SelectedSource : ImageSource
{
    private readonly ImageSource _source;
    private readonly int[] _indices;

    /// <param name="source">Where the pictures come from.</param>
    /// <param name="indices">Which, each an index into <paramref name="source"/>; at least one.</param>
    /// <param name="name">What to call the choice.</param>
    public SelectedSource(ImageSource source, IEnumerable<int> indices, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        (_source, _indices, Name) = (source, [.. indices], name);
        if (_indices.Length == 0) throw new ArgumentException("A source holds at least one picture.", nameof(indices));
        if (_indices.Min() < 0 || _indices.Max() >= source.Count)
            throw new ArgumentOutOfRangeException(nameof(indices), $"Indices run from {_indices.Min()} to {_indices.Max()}; allowed: 0 to {source.Count - 1}.");
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Kind => _source.Kind;

    /// <inheritdoc/>
    public override int Count => _indices.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Classes => _source.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _source.Notes;

    /// <inheritdoc/>
    public override Image Read(int index) => _source.Read(_indices[index]);

    /// <inheritdoc/>
    public override int? Label(int index) => _source.Label(_indices[index]);

    /// <inheritdoc/>
    public override string Id(int index) => _source.Id(_indices[index]);

    /// <inheritdoc/>
    protected override string ContentHash() => Hash(hash =>
    {
        hash.AppendData(MemoryMarshal.AsBytes(_source.Fingerprint.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_indices.AsSpan()));
    });
}
