using System.Diagnostics.CodeAnalysis;

namespace Autodidact.Data.Text;

/// <summary>Tokens and their numbers. Immutable.</summary>
public sealed class Vocabulary
{
    /// <summary>Most numbers a vocabulary can have; a network keeps a row of weights for each.</summary>
    public const int MostTokens = 1 << 24;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _tokens = [];

    /// <param name="tokens">
    /// Tokens with their numbers. Published vocabularies hold a few tokens twice; the later number is the one that is found.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A number outside 0 to <see cref="MostTokens"/> - 1.</exception>
    public Vocabulary(IEnumerable<KeyValuePair<string, int>> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        foreach ((string token, int id) in tokens)
        {
            if (id is < 0 or >= MostTokens) throw new ArgumentOutOfRangeException(nameof(tokens), id, $"The number of '{token}' is {id}; allowed: 0 to {MostTokens - 1:N0}.");
            _ids[token] = id;
            _tokens[id] = token;
            Size = Math.Max(Size, id + 1);
        }
    }

    /// <summary>The highest number and one: rows of an embedding table. More than there are tokens where numbers are left out.</summary>
    public int Size { get; }

    /// <summary>All tokens, by number.</summary>
    public IEnumerable<KeyValuePair<string, int>> Tokens => _tokens.OrderBy(pair => pair.Key).Select(pair => KeyValuePair.Create(pair.Value, pair.Key));

    /// <summary>The number of a token.</summary>
    public bool TryGetId(string token, out int id) => _ids.TryGetValue(token, out id);

    /// <summary>The token of a number; false where the number is left out or too high.</summary>
    public bool TryGetToken(int id, [NotNullWhen(true)] out string? token) => _tokens.TryGetValue(id, out token);

    /// <summary>The number of a token, null when there is no such token.</summary>
    public int? Find(string token) => _ids.TryGetValue(token, out int id) ? id : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Size:N0} tokens";
}
