namespace Autodidact.Data.Text;

/// <summary>What a document is in a plain text.</summary>
public enum TextUnit
{
    /// <summary>Each line that is not blank.</summary>
    Line,

    /// <summary>Lines up to the next blank one.</summary>
    Paragraph,
}
