namespace Autodidact.Data;

/// <summary>The first pictures of another source, in its order.</summary>
public sealed class LimitedSource : ImageSource
{
    private readonly ImageSource _source;

    /// <param name="source">Where the pictures come from.</param>
    /// <param name="count">How many, at least 1; all when the source has fewer.</param>
    public LimitedSource(ImageSource source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_source, Count) = (source, Math.Min(count, source.Count));
    }

    /// <inheritdoc/>
    public override string Name => Count == _source.Count ? _source.Name : $"{_source.Name} (first {Count:N0})";

    /// <inheritdoc/>
    public override string Kind => _source.Kind;

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Classes => _source.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Splits => _source.Splits;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _source.Notes;

    /// <inheritdoc/>
    public override Image Read(int index) => _source.Read(Checked(index));

    /// <inheritdoc/>
    public override int? Label(int index) => _source.Label(Checked(index));

    /// <inheritdoc/>
    public override string Id(int index) => _source.Id(Checked(index));

    /// <inheritdoc/>
    protected override string ContentHash() => _source.Fingerprint.Split(' ')[^1];

    private int Checked(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return index;
    }
}
