namespace Autodidact.Data.Text.Formats;

/// <summary>The records of a table whose columns are known.</summary>
internal sealed class TableRecords(byte separator, bool quotes, bool header, int columns, int textColumn, int? labelColumn, string note) : RecordFormat
{
    /// <summary>The column of the text, from 0.</summary>
    public int TextColumn => textColumn;

    public override int HeaderRecords => header ? 1 : 0;

    public override string Note => note;

    public override string Choice => $"{textColumn},{labelColumn}";

    public override int LengthOf(ReadOnlySpan<byte> content) => quotes ? TableRow.LengthOf(content, separator) : base.LengthOf(content);

    // Blank cells make a record that is broken, not one that is none.
    public override bool IsBlank(ReadOnlySpan<byte> record) => record.Trim("\r\n"u8).IsEmpty;

    public override RecordContent Read(ReadOnlySpan<byte> record, bool wantsText)
    {
        TableRow row = new(record, separator, quotes);
        string text = "";
        string? label = null;
        int count = 0;
        for (; row.MoveNext(); count++)
        {
            if (count == textColumn)
            {
                if (row.IsBlank) return RecordContent.Bad("its text is empty");
                if (wantsText) text = row.Cell();
            }
            else if (count == labelColumn)
            {
                label = LabelOrNone(row.Cell());
            }
        }
        if (row.Mistake is { } mistake) return RecordContent.Bad(mistake);
        return count == columns ? new RecordContent(text, label) : RecordContent.Bad($"it has {count} columns, and the first record {columns}");
    }
}
