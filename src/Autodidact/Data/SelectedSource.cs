namespace Autodidact.Data;

/// <summary>Chosen pictures of another source, in a chosen order.</summary>
public sealed class SelectedSource : ImageSource
{
    private readonly ImageSource _source;
    private readonly ChosenIndices _indices;

    /// <param name="source">Where the pictures come from.</param>
    /// <param name="indices">Which, each an index into <paramref name="source"/>; at least one.</param>
    /// <param name="name">What to call the choice.</param>
    /// <param name="classes">Names to count labels in; null for the source's own.</param>
    public SelectedSource(ImageSource source, IEnumerable<int> indices, string name, IReadOnlyList<string>? classes = null) =>
        (_source, _indices, Name) = (source, new ChosenIndices(source, indices, classes), name);

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Kind => _source.Kind;

    /// <inheritdoc/>
    public override int Count => _indices.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Classes => _indices.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _source.Notes;

    /// <inheritdoc/>
    public override Image Read(int index) => _source.Read(_indices[index]);

    /// <inheritdoc/>
    public override int? Label(int index) => _indices.Label(index);

    /// <inheritdoc/>
    public override string Id(int index) => _source.Id(_indices[index]);

    /// <inheritdoc/>
    protected override string ContentHash() => Hash(hash => _indices.AppendTo(hash));
}
