namespace Autodidact.Data.Text;

/// <summary>Several sources of texts, one after the other. Labels are kept where all have the same classes.</summary>
internal sealed class JoinedTexts : TextSource
{
    private readonly TextSource[] _sources;
    private readonly int[] _starts;

    /// <param name="sources">At least one.</param>
    public JoinedTexts(IReadOnlyList<TextSource> sources)
    {
        _sources = [.. sources];
        _starts = new int[_sources.Length];
        for (int i = 1; i < _sources.Length; i++) _starts[i] = checked(_starts[i - 1] + _sources[i - 1].Count);
        Count = checked(_starts[^1] + _sources[^1].Count);
        Classes = _sources.All(source => source.Classes is not null && source.Classes.SequenceEqual(_sources[0].Classes!)) ? _sources[0].Classes : null;
        Splits = [.. _sources.Select(source => source.Splits.AsEnumerable()).Aggregate(Enumerable.Intersect)];
        Notes = [.. _sources.SelectMany(source => source.Notes.Select(note => $"{source.Name}: {note}"))];
        Broken = [.. _sources.SelectMany(source => source.Broken)];
    }

    public override string Name => string.Join(" + ", _sources.Select(source => source.Name));

    public override string Kind => string.Join('+', _sources.Select(source => source.Kind).Distinct());

    public override int Count { get; }

    public override IReadOnlyList<string>? Classes { get; }

    public override IReadOnlyList<Split> Splits { get; }

    public override IReadOnlyList<string> Notes { get; }

    public override long BrokenCount => _sources.Sum(source => source.BrokenCount);

    public override IReadOnlyList<BrokenSample> Broken { get; }

    public override string Fingerprint => string.Join(" + ", _sources.Select(source => source.Fingerprint));

    public override Document Read(int index)
    {
        (TextSource source, int own) = At(index);
        return source.Read(own);
    }

    public override int? Label(int index)
    {
        if (Classes is null) return null;
        (TextSource source, int own) = At(index);
        return source.Label(own);
    }

    public override string Id(int index)
    {
        (TextSource source, int own) = At(index);
        return source.Id(own);
    }

    private (TextSource Source, int Index) At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int found = Array.BinarySearch(_starts, index);
        if (found < 0) found = ~found - 1;
        return (_sources[found], index - _starts[found]);
    }
}
