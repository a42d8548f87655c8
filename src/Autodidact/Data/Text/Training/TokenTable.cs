namespace Autodidact.Data.Text.Training;

/// <summary>A vocabulary that grows while it is trained, special tokens first.</summary>
internal sealed class TokenTable
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _tokens = [];
    private readonly IReadOnlyList<string> _special;

    public TokenTable(IReadOnlyList<string> special)
    {
        _special = special;
        foreach (string token in special)
        {
            if (token.Length == 0 || _ids.ContainsKey(token)) throw new ArgumentException($"The special token '{token}' is {(token.Length == 0 ? "empty" : "named twice")}.", nameof(special));
            Add(token);
        }
    }

    public int Count => _tokens.Count;

    public string this[int id] => _tokens[id];

    /// <summary>The number of a token, which is added where it is new: two pairs may make the same token.</summary>
    public int Add(string token)
    {
        if (_ids.TryGetValue(token, out int id)) return id;
        _tokens.Add(token);
        return _ids[token] = _tokens.Count - 1;
    }

    public void RequireRoom(int size, string what)
    {
        if (size < Count || size > Vocabulary.MostTokens)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"The vocabulary is to have {size:N0} tokens; allowed: {Count:N0} ({what}) to {Vocabulary.MostTokens:N0}.");
    }

    public Vocabulary ToVocabulary() => new(_ids);

    /// <summary>The special tokens; the two that are named go around a text, where both are there.</summary>
    public SpecialTokens SpecialTokens(string start, string end)
    {
        IEnumerable<SpecialToken> tokens = _special.Select(token => new SpecialToken(token, _ids[token]) { StripsLeft = token == "<mask>" });
        return _special.Contains(start) && _special.Contains(end) ? new(tokens, [_ids[start]], [_ids[end]]) : new(tokens);
    }
}
