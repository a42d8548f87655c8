using System.Text;

namespace Autodidact.Data.Text.WordPiece;

/// <summary>A text that was changed, with the range in the original that each of its units comes from.</summary>
internal sealed class AlignedText(int capacity)
{
    private char[] _chars = new char[capacity];
    private TextRange[] _sources = new TextRange[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    public void Append(char unit, TextRange source)
    {
        if (Length == _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(16, 2 * Length));
            Array.Resize(ref _sources, _chars.Length);
        }
        _chars[Length] = unit;
        _sources[Length++] = source;
    }

    public void Append(Rune rune, TextRange source)
    {
        Span<char> units = stackalloc char[2];
        foreach (char unit in units[..rune.EncodeToUtf16(units)]) Append(unit, source);
    }

    /// <summary>Where the units from <paramref name="start"/> to <paramref name="end"/>, at least one, come from.</summary>
    public TextRange SourceOf(int start, int end) => new(_sources[start].Start, _sources[end - 1].End);
}
