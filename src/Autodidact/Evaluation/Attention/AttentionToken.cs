using Autodidact.Data.Text;

namespace Autodidact.Evaluation.Attention;

/// <summary>A token of a text that was looked at.</summary>
/// <param name="Name">As it stands in the vocabulary.</param>
/// <param name="Range">What it stands for in the text; none for a special token that was put around it.</param>
/// <param name="IsUnknown">Whether the vocabulary has no other token for what stands there.</param>
public sealed record AttentionToken(string Name, TextRange Range, bool IsUnknown)
{
    /// <summary>Whether it was put around the text.</summary>
    public bool IsMark => Range.IsNone;
}
