using System.Text;

namespace Autodidact.Data.Text.WordPiece;

/// <summary>Words of a text that <see cref="BertNormalizer"/> changed: what lies between white space, punctuation by itself.</summary>
internal ref struct BertWords(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>Where the word begins.</summary>
    public int Start { get; private set; }

    /// <summary>The unit after its last.</summary>
    public int End { get; private set; }

    public readonly ReadOnlySpan<char> Word => _text[Start..End];

    public bool MoveNext()
    {
        Start = -1;
        while (_at < _text.Length)
        {
            Rune.DecodeFromUtf16(_text[_at..], out Rune rune, out int length);
            bool isSpace = Rune.IsWhiteSpace(rune), isPunctuation = !isSpace && BertCharacters.IsPunctuation(rune);
            if (Start >= 0 && (isSpace || isPunctuation)) break;
            _at += length;
            if (isSpace) continue;
            if (Start < 0) Start = _at - length;
            if (isPunctuation) break;
        }
        End = _at;
        return Start >= 0;
    }
}
