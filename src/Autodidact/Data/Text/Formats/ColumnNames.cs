namespace Autodidact.Data.Text.Formats;

/// <summary>The usual names of columns and fields, the surest first.</summary>
internal static class ColumnNames
{
    public static IReadOnlyList<string> Text { get; } = ["text", "sentence", "document", "content", "review", "body", "caption"];

    public static IReadOnlyList<string> Label { get; } = ["label", "class", "category", "sentiment", "target"];
}
