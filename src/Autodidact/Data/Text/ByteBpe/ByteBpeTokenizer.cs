using System.Buffers;
using System.Collections.Concurrent;
using System.Text;

namespace Autodidact.Data.Text.ByteBpe;

/// <summary>
/// GPT-2's and RoBERTa's tokenizer: merges over the bytes of UTF-8, so that no text is unknown and decoding gives every text back.
/// Radford et al. 2019, "Language models are unsupervised multitask learners"; Liu et al. 2019, arXiv:1907.11692.
/// </summary>
public sealed class ByteBpeTokenizer : Tokenizer
{
    private const int Other = 0, Letter = 1, Digit = 2, Space = 3;

    private const int MostCached = 1 << 16, LongestCached = 32;

    private readonly BpeMerges _merges;
    private readonly int[] _byteIds;
    private readonly Dictionary<int, string> _spellings;
    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);
    private int _cached;

    /// <param name="vocabulary">Tokens, spelled with <see cref="ByteAlphabet"/>; all 256 bytes are among them.</param>
    /// <param name="merges">Pairs of tokens in the order they are merged; each pair together is a token as well.</param>
    /// <param name="special">Special tokens; null for none.</param>
    /// <param name="options">Null for GPT-2's.</param>
    /// <exception cref="ArgumentException">A byte, a half of a merge or its whole is not in the vocabulary.</exception>
    public ByteBpeTokenizer(Vocabulary vocabulary, IReadOnlyList<(string Left, string Right)> merges, SpecialTokens? special = null, ByteBpeOptions? options = null)
        : base(vocabulary, special ?? new SpecialTokens([]))
    {
        ArgumentNullException.ThrowIfNull(merges);
        (Merges, Options) = (merges, options ?? ByteBpeOptions.Default);
        _byteIds = [.. Enumerable.Range(0, 256).Select(value => IdOf(ByteAlphabet.CharOf((byte)value).ToString(), $"the byte {value}"))];
        _merges = new BpeMerges(merges.Select(pair => (IdOf(pair.Left, "half of a merge"), IdOf(pair.Right, "half of a merge"), IdOf(pair.Left + pair.Right, "a merge"))));
        _spellings = vocabulary.Tokens.ToDictionary(pair => pair.Value, pair => pair.Key);
    }

    /// <inheritdoc/>
    public override string Kind => "byte-bpe";

    /// <summary>Pairs of tokens in the order they are merged.</summary>
    public IReadOnlyList<(string Left, string Right)> Merges { get; }

    /// <summary>What differs from GPT-2's.</summary>
    public ByteBpeOptions Options { get; }

    private protected override bool TrimsRanges => Options.TrimsRanges;

    private protected override void EncodePart(string text, TextRange part, TokenBuilder tokens)
    {
        ReadOnlySpan<char> rest = text.AsSpan(part.Start, part.Length);
        int offset = part.Start;
        if (Options.AddsSpace && part.Length > 0 && rest[0] != ' ')
        {
            // The space stands before the part: ranges that would begin there begin with the part.
            rest = $" {rest}";
            offset--;
        }
        for (int start = 0; start < rest.Length;)
        {
            int end = Gpt2Splitter.EndOf(rest, start);
            AddPiece(rest[start..end], offset + start, part.Start, tokens);
            start = end;
        }
    }

    private void AddPiece(ReadOnlySpan<char> piece, int offset, int least, TokenBuilder tokens)
    {
        var cache = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        if (piece.Length > LongestCached || !cache.TryGetValue(piece, out int[]? ids))
        {
            ids = Cut(piece);
            if (piece.Length <= LongestCached && Interlocked.Increment(ref _cached) <= MostCached) cache[piece] = ids;
        }
        // A token may end within a character, whose range is then the next one's as well.
        TextRange character = default;
        int bytesAhead = 0;
        foreach (int id in ids)
        {
            int start = bytesAhead > 0 ? character.Start : character.End;
            for (int bytes = _spellings[id].Length; bytes > 0; bytes--)
            {
                if (bytesAhead == 0)
                {
                    Rune.DecodeFromUtf16(piece[character.End..], out Rune rune, out int length);
                    (character, bytesAhead) = (new TextRange(character.End, character.End + length), rune.Utf8SequenceLength);
                }
                bytesAhead--;
            }
            AddToken(id, Math.Max(offset + start, least), Math.Max(offset + character.End, least), offset + start < least, tokens);
        }
    }

    private void AddToken(int id, int start, int end, bool hasAddedSpace, TokenBuilder tokens)
    {
        // A space that was added is not in the text, and RoBERTa takes one that begins the text for such.
        if (Options.TrimsRanges) (start, end) = Trim(_spellings[id], start, end, hasAddedSpace || (Options.AddsSpace && start == 0));
        tokens.Add(id, start, end);
    }

    private static (int Start, int End) Trim(string spelling, int start, int end, bool keepsFirst)
    {
        const char Space = 'Ġ';
        int leading = keepsFirst ? 0 : spelling.Length - spelling.AsSpan().TrimStart(Space).Length;
        int trailing = spelling.Length - spelling.AsSpan().TrimEnd(Space).Length;
        start = Math.Min(start + leading, end);
        return (start, Math.Max(end - trailing, start));
    }

    private int[] Cut(ReadOnlySpan<char> piece)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(3 * piece.Length);
        int count = Encoding.UTF8.GetBytes(piece, bytes);
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) ids[i] = _byteIds[bytes[i]];
        ArrayPool<byte>.Shared.Return(bytes);
        return ids[.._merges.Apply(ids)];
    }

    // As GPT-2 cuts texts: letters, digits and other signs do not mix in a word, and a space begins one. Bytes above ASCII are parts of letters.
    private protected override bool ContinuesWord(string before, string token) => before.Length > 0 && token.Length > 0 && Sort(token[0]) is not Space and int sort && sort == Sort(before[^1]);

    private static int Sort(char unit) => !ByteAlphabet.TryGetByte(unit, out byte value) ? Other
        : value >= 0x80 || char.IsAsciiLetter((char)value) ? Letter
        : char.IsAsciiDigit((char)value) ? Digit
        : value <= ' ' ? Space : Other;

    private protected override string Join(List<string> tokens)
    {
        List<byte> bytes = [];
        foreach (string token in tokens)
        {
            int before = bytes.Count;
            foreach (char unit in token)
            {
                if (ByteAlphabet.TryGetByte(unit, out byte value))
                {
                    bytes.Add(value);
                    continue;
                }
                // Added tokens are spelled as they are, not byte by byte.
                bytes.RemoveRange(before, bytes.Count - before);
                bytes.AddRange(Encoding.UTF8.GetBytes(token));
                break;
            }
        }
        return Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
    }

    private int IdOf(string token, string what) =>
        Vocabulary.Find(token) ?? throw new ArgumentException($"'{token}', {what}, is not in the vocabulary.");
}
