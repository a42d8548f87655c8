namespace Autodidact.Data.Text;

/// <summary>Chosen texts of another source, in a chosen order.</summary>
internal sealed class SelectedTexts : TextSource
{
    private readonly TextSource _source;
    private readonly ChosenIndices _indices;
    private readonly Lazy<string> _fingerprint;

    /// <param name="source">Where the texts come from.</param>
    /// <param name="indices">Which, each an index into <paramref name="source"/>; at least one.</param>
    /// <param name="name">What to call the choice.</param>
    /// <param name="classes">Names to count labels in; null for the source's own.</param>
    public SelectedTexts(TextSource source, IEnumerable<int> indices, string name, IReadOnlyList<string>? classes = null)
    {
        (_source, _indices, Name) = (source, new ChosenIndices(source, indices, classes), name);
        _fingerprint = new(() => $"{Kind} {Count} {ContentHash.Of(hash => _indices.AppendTo(hash))}");
    }

    public override string Name { get; }

    public override string Kind => _source.Kind;

    public override int Count => _indices.Count;

    public override IReadOnlyList<string>? Classes => _indices.Classes;

    public override IReadOnlyList<Split> Splits => _source.Splits;

    public override IReadOnlyList<string> Notes => _source.Notes;

    public override long BrokenCount => _source.BrokenCount;

    public override IReadOnlyList<BrokenSample> Broken => _source.Broken;

    public override string Fingerprint => _fingerprint.Value;

    public override Document Read(int index) => _source.Read(_indices[index]);

    public override int? Label(int index) => _indices.Label(index);

    internal override string? LabelledExample => _source.LabelledExample;

    public override string Id(int index) => _source.Id(_indices[index]);
}
