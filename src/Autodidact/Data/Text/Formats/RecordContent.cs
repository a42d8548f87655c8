namespace Autodidact.Data.Text.Formats;

/// <summary>What a record holds.</summary>
/// <param name="Text">Its text; empty when it was not asked for.</param>
/// <param name="Label">Its label, null for none.</param>
/// <param name="Mistake">What is wrong with it, as a phrase; null for a good one.</param>
internal readonly record struct RecordContent(string Text, string? Label = null, string? Mistake = null)
{
    public static RecordContent Bad(string mistake) => new("", null, mistake);
}
