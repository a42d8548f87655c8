using System.Text;
using Autodidact.Data.Text.Files;

namespace Autodidact.Data.Text.WordPiece;

/// <summary>
/// BERT's tokenizer: words, each cut into the longest pieces that the vocabulary has, from left to right. Schuster and Nakajima 2012,
/// "Japanese and Korean voice search"; Devlin et al. 2019, arXiv:1810.04805.
/// </summary>
public sealed class WordPieceTokenizer : Tokenizer
{
    private static readonly string[] s_tidied = [" .", " ?", " !", " ,", " n't", " 'm", " 's", " 've", " 're"];

    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _following = new(StringComparer.Ordinal);
    private readonly int _longest;
    private readonly int _unknown;
    private readonly BertNormalizer _normalizer;

    /// <param name="vocabulary">Pieces.</param>
    /// <param name="special">Special tokens; null for those of BERT that the vocabulary has, <c>[CLS]</c> and <c>[SEP]</c> around a text.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The vocabulary lacks the token for unknown words.</exception>
    public WordPieceTokenizer(Vocabulary vocabulary, SpecialTokens? special = null, WordPieceOptions? options = null)
        : base(vocabulary, special ?? UsualSpecial(vocabulary))
    {
        Options = options ?? WordPieceOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.LongestWord, 1);
        _unknown = vocabulary.Find(Options.Unknown)
            ?? throw new ArgumentException($"The vocabulary has no '{Options.Unknown}', the token for unknown words.", nameof(vocabulary));
        _normalizer = new BertNormalizer(Options.Text);
        foreach ((string token, int id) in vocabulary.Tokens)
        {
            _first[token] = id;
            if (Options.Continuation.Length == 0) _following[token] = id;
            else if (token.StartsWith(Options.Continuation, StringComparison.Ordinal)) _following[token[Options.Continuation.Length..]] = id;
            _longest = Math.Max(_longest, token.Length);
        }
    }

    /// <inheritdoc/>
    public override string Kind => "wordpiece";

    /// <summary>How words are cut.</summary>
    public WordPieceOptions Options { get; }

    /// <summary>Reads a published <c>vocab.txt</c>: a piece a line, numbered from 0.</summary>
    /// <exception cref="DataException">Not there, not UTF-8, or without the token for unknown words.</exception>
    public static WordPieceTokenizer FromFile(string path, WordPieceOptions? options = null)
    {
        Vocabulary vocabulary = VocabularyFiles.ReadLines(path);
        options ??= WordPieceOptions.Default;
        if (vocabulary.Find(options.Unknown) is null)
            throw new DataException($"{path} has no '{options.Unknown}', the token for unknown words; allowed: a vocab.txt of WordPiece, with a piece a line.");
        return new WordPieceTokenizer(vocabulary, options: options);
    }

    private protected override void EncodePart(string text, TextRange part, TokenBuilder tokens)
    {
        AlignedText normal = _normalizer.Normalize(text, part);
        BertWords words = new(normal.Chars);
        while (words.MoveNext())
        {
            int before = tokens.Count;
            if (TryCut(words.Word, words.Start, normal, tokens)) continue;
            tokens.RemoveFrom(before);
            TextRange source = normal.SourceOf(words.Start, words.End);
            tokens.Add(_unknown, source.Start, source.End);
        }
    }

    private bool TryCut(ReadOnlySpan<char> word, int offset, AlignedText normal, TokenBuilder tokens)
    {
        // Only a word with more units than that can have more characters.
        if (word.Length > Options.LongestWord && Characters(word) > Options.LongestWord) return false;
        for (int start = 0; start < word.Length;)
        {
            var pieces = (start == 0 ? _first : _following).GetAlternateLookup<ReadOnlySpan<char>>();
            int end = Math.Min(word.Length, start + _longest), id = 0;
            while (end > start && !pieces.TryGetValue(word[start..end], out id)) end--;
            if (end == start) return false;
            TextRange source = normal.SourceOf(offset + start, offset + end);
            tokens.Add(id, source.Start, source.End);
            start = end;
        }
        return true;
    }

    private protected override bool ContinuesWord(string before, string token) => Options.Continuation.Length > 0 && token.StartsWith(Options.Continuation, StringComparison.Ordinal);

    private protected override string Join(List<string> tokens)
    {
        StringBuilder text = new();
        for (int i = 0; i < tokens.Count; i++)
        {
            string token = tokens[i];
            if (i > 0) token = token.StartsWith(Options.Continuation, StringComparison.Ordinal) ? token[Options.Continuation.Length..] : " " + token;
            text.Append(Options.TidiesDecoded ? Tidy(token) : token);
        }
        return text.ToString();
    }

    // Token by token, as published decoders do it: what two tokens make together is not found.
    private static string Tidy(string token) =>
        Array.Exists(s_tidied, start => token.StartsWith(start, StringComparison.Ordinal)) ? token[1..] : token;

    private static int Characters(ReadOnlySpan<char> word)
    {
        int count = 0;
        foreach (Rune _ in word.EnumerateRunes()) count++;
        return count;
    }

    private static SpecialTokens UsualSpecial(Vocabulary vocabulary)
    {
        string[] names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        IEnumerable<SpecialToken> tokens = from name in names where vocabulary.Find(name) is not null select new SpecialToken(name, vocabulary.Find(name)!.Value);
        return new SpecialTokens(tokens, Numbers("[CLS]"), Numbers("[SEP]"));

        int[] Numbers(string name) => vocabulary.Find(name) is { } id ? [id] : [];
    }
}
