using System.Buffers;
using System.Globalization;
using System.Text;

namespace Autodidact.Data.Text;

/// <summary>The special tokens of a tokenizer: which there are, which go around a text, and where they are in one.</summary>
public sealed class SpecialTokens
{
    private readonly SpecialToken[] _longestFirst;
    private readonly HashSet<int> _special;
    private readonly SearchValues<string>? _contents;

    /// <param name="tokens">All of them; contents are unique.</param>
    /// <param name="prefix">Numbers put before a text, such as that of <c>[CLS]</c>.</param>
    /// <param name="suffix">Numbers put behind a text, such as that of <c>[SEP]</c>.</param>
    public SpecialTokens(IEnumerable<SpecialToken> tokens, IReadOnlyList<int>? prefix = null, IReadOnlyList<int>? suffix = null)
    {
        All = [.. tokens.Where(token => token.Content.Length > 0).DistinctBy(token => token.Content)];
        (Prefix, Suffix) = (prefix ?? [], suffix ?? []);
        _longestFirst = [.. All.OrderByDescending(token => token.Content.Length)];
        _special = [.. All.Where(token => token.IsSpecial).Select(token => token.Id)];
        if (All.Count > 0) _contents = SearchValues.Create([.. All.Select(token => token.Content)], StringComparison.Ordinal);
    }

    /// <summary>All of them, in the order they were given.</summary>
    public IReadOnlyList<SpecialToken> All { get; }

    /// <summary>Numbers put before a text.</summary>
    public IReadOnlyList<int> Prefix { get; }

    /// <summary>Numbers put behind a text.</summary>
    public IReadOnlyList<int> Suffix { get; }

    /// <summary>The number of the token that fills rows up, under its usual names; null when there is none.</summary>
    public int? Padding => Find("[PAD]", "<pad>");

    /// <summary>The number of the token that hides another one, under its usual names.</summary>
    public int? Mask => Find("[MASK]", "<mask>");

    /// <summary>The number of the token for what is not in the vocabulary, under its usual names.</summary>
    public int? Unknown => Find("[UNK]", "<unk>");

    /// <summary>The number of the token that begins a text, under its usual names.</summary>
    public int? Start => Find("[CLS]", "<s>");

    /// <summary>The number of the token that ends a text, under its usual names.</summary>
    public int? End => Find("[SEP]", "</s>", "<|endoftext|>");

    /// <summary>Whether decoding leaves the number out.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    /// <summary>
    /// The parts of a text in order, each with the special token it is, or null: the leftmost match wins, and of those that begin at
    /// one place the longest.
    /// </summary>
    internal IEnumerable<(TextRange Range, SpecialToken? Token)> Parts(string text)
    {
        int done = 0, at = 0;
        while (_contents is not null && at < text.Length)
        {
            int found = text.AsSpan(at).IndexOfAny(_contents);
            if (found < 0) break;
            int start = at + found;
            SpecialToken token = _longestFirst.First(candidate => text.AsSpan(start).StartsWith(candidate.Content, StringComparison.Ordinal));
            int end = at = start + token.Content.Length;
            if (token.IsSingleWord && (EndsInWord(text.AsSpan(0, start)) || BeginsWithWord(text.AsSpan(end)))) continue;
            if (token.StripsLeft) start = done + text.AsSpan(done, Math.Max(0, start - done)).TrimEnd().Length;
            if (token.StripsRight) end = text.Length - text.AsSpan(end).TrimStart().Length;
            if (start > done) yield return (new TextRange(done, start), null);
            yield return (new TextRange(start, end), token);
            done = at = end;
        }
        if (done < text.Length) yield return (new TextRange(done, text.Length), null);
    }

    private int? Find(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            if (All.FirstOrDefault(token => token.Content == name) is { } token) return token.Id;
        return null;
    }

    private static bool EndsInWord(ReadOnlySpan<char> text) => Rune.DecodeLastFromUtf16(text, out Rune rune, out _) == OperationStatus.Done && IsWord(rune);

    private static bool BeginsWithWord(ReadOnlySpan<char> text) => Rune.DecodeFromUtf16(text, out Rune rune, out _) == OperationStatus.Done && IsWord(rune);

    private static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
}
