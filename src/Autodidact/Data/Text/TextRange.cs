namespace Autodidact.Data.Text;

/// <summary>A part of a text, in UTF-16 code units as <see cref="string"/> counts them.</summary>
/// <param name="Start">The first unit.</param>
/// <param name="End">The unit after the last.</param>
public readonly record struct TextRange(int Start, int End)
{
    /// <summary>The range of a token that stands for no text, such as one that was put around it.</summary>
    public static TextRange None => default;

    /// <summary>Units in the range.</summary>
    public int Length => End - Start;

    /// <summary>True when there is no text in it.</summary>
    public bool IsNone => Start == End;

    /// <inheritdoc/>
    public override string ToString() => $"{Start}..{End}";
}
