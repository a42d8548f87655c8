namespace Autodidact.Data.Text;

/// <summary>Several sources of texts, one after the other. Where all have labels, the classes are those of all together; where one has none, labels are not read.</summary>
internal sealed class JoinedTexts : TextSource
{
    private readonly TextSource[] _sources;
    private readonly int[] _starts;
    private readonly ClassNumbers[] _numbers = [];

    /// <param name="sources">At least one.</param>
    public JoinedTexts(IReadOnlyList<TextSource> sources)
    {
        _sources = [.. sources];
        _starts = new int[_sources.Length];
        for (int i = 1; i < _sources.Length; i++) _starts[i] = checked(_starts[i - 1] + _sources[i - 1].Count);
        Count = checked(_starts[^1] + _sources[^1].Count);
        if (_sources.All(source => source.Classes is not null))
        {
            Classes = ClassNumbers.InOrder(_sources.SelectMany(source => source.Classes!));
            _numbers = [.. _sources.Select(source => new ClassNumbers(source.Classes, Classes))];
        }
        Splits = [.. _sources.Select(source => source.Splits.AsEnumerable()).Aggregate(Enumerable.Intersect)];
        Notes = [.. _sources.SelectMany(source => source.Notes.Select(note => $"{source.Name}: {note}")), .. OnClasses()];
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
        (int source, int own) = At(index);
        return _sources[source].Read(own);
    }

    public override int? Label(int index)
    {
        if (Classes is null) return null;
        (int source, int own) = At(index);
        return _numbers[source].Of(_sources[source].Label(own));
    }

    public override string Id(int index)
    {
        (int source, int own) = At(index);
        return _sources[source].Id(own);
    }

    internal override string? LabelledExample => Classes is null && _sources.Any(source => source.LabelledExample is not null)
        ? string.Join(TextSources.Join, _sources.Select(source => source.LabelledExample ?? "..."))
        : null;

    private IEnumerable<string> OnClasses()
    {
        TextSource[] without = [.. _sources.Where(source => source.Classes is null)];
        if (without.Length > 0 && without.Length < _sources.Length)
            yield return $"labels are not read, since {string.Join(" and ", without.Select(source => source.Name))} {(without.Length == 1 ? "has" : "have")} none.";
        if (Classes is not null && _sources.Any(source => source.Classes!.Count < Classes.Count))
            yield return $"classes are those of all sources together: {string.Join("; ", _sources.Select(source => $"{source.Name} has {ClassNumbers.Some(source.Classes!)}"))}.";
    }

    private (int Source, int Index) At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int found = Array.BinarySearch(_starts, index);
        if (found < 0) found = ~found - 1;
        return (found, index - _starts[found]);
    }
}
