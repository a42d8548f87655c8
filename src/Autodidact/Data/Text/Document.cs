namespace Autodidact.Data.Text;

/// <summary>A text of a source.</summary>
/// <param name="Text">The text, never empty.</param>
/// <param name="Label">The name of its class; null when it has none.</param>
/// <param name="Id">Where it stands: the file and the line it begins in, as in <c>train.tsv:17</c>.</param>
public sealed record Document(string Text, string? Label, string Id);
