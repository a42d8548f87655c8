using Autodidact.Data.Text;
using Autodidact.Data.Text.ByteBpe;
using Autodidact.Data.Text.WordPiece;

namespace Autodidact.Tests.Data.Text;

/// <summary>Tokenizers small enough to do their work by hand.</summary>
internal static class TinyTokenizers
{
    /// <summary>BERT's special tokens, numbered 0 to 4, and pieces from 5 on.</summary>
    public static WordPieceTokenizer WordPiece(params string[] pieces) => new(Numbered(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. pieces]));

    /// <summary>The 256 bytes, and a token for each merge, written <c>"a b"</c>.</summary>
    public static ByteBpeTokenizer ByteBpe(params string[] merges) => ByteBpe(new ByteBpeOptions(), null, merges);

    public static ByteBpeTokenizer ByteBpe(ByteBpeOptions options, SpecialTokens? special, params string[] merges)
    {
        (string Left, string Right)[] pairs = [.. merges.Select(merge => (merge.Split(' ')[0], merge.Split(' ')[1]))];
        IEnumerable<string> tokens = ByteAlphabet.Sorted.Select(unit => unit.ToString()).Concat(pairs.Select(pair => pair.Left + pair.Right));
        return new ByteBpeTokenizer(Numbered([.. tokens, .. special?.All.Select(token => token.Content) ?? []]), pairs, special, options);
    }

    public static Vocabulary Numbered(params string[] tokens) => new(tokens.Select((token, id) => KeyValuePair.Create(token, id)));

    /// <summary>The tokens of a text as they are written in the vocabulary, with spaces between them.</summary>
    public static string Spell(this Tokenizer tokenizer, string text, bool addSpecial = false) =>
        string.Join(' ', tokenizer.Encode(text, addSpecial).Ids.Select(id => tokenizer.Vocabulary.TryGetToken(id, out string? token) ? token : "?"));

    /// <summary>The parts of the text that its tokens stand for.</summary>
    public static IEnumerable<string> Sources(this Tokenizer tokenizer, string text) =>
        tokenizer.Encode(text, addSpecial: false).Ranges.Select(range => text[range.Start..range.End]);
}
