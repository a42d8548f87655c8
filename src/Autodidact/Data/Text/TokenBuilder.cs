namespace Autodidact.Data.Text;

/// <summary>Collects the tokens of one text.</summary>
internal sealed class TokenBuilder
{
    private readonly List<int> _ids = [];
    private readonly List<TextRange> _ranges = [];

    public void Add(int id, int start, int end)
    {
        _ids.Add(id);
        _ranges.Add(new TextRange(start, end));
    }

    public int Count => _ids.Count;

    /// <summary>Takes back all tokens from a place on.</summary>
    public void RemoveFrom(int count)
    {
        _ids.RemoveRange(count, _ids.Count - count);
        _ranges.RemoveRange(count, _ranges.Count - count);
    }

    public void AddOutside(IReadOnlyList<int> ids)
    {
        foreach (int id in ids) Add(id, 0, 0);
    }

    public TokenSequence Build() => new([.. _ids], [.. _ranges]);
}
