namespace Autodidact.Data.Text.Formats;

/// <summary>How the records of one file are found and read. Immutable.</summary>
internal abstract class RecordFormat
{
    /// <summary>Records at the front that are no documents: a header.</summary>
    public virtual int HeaderRecords => 0;

    /// <summary>What a user should know, null for nothing.</summary>
    public virtual string? Note => null;

    /// <summary>What was chosen of the file, for the fingerprint.</summary>
    public virtual string Choice => "";

    /// <summary>
    /// The length of the first record with its end, or -1 when there must be more of the content to tell. At the end of the content,
    /// what is left is a record.
    /// </summary>
    public virtual int LengthOf(ReadOnlySpan<byte> content) => content.IndexOf((byte)'\n') + 1 is > 0 and int length ? length : -1;

    /// <summary>Whether a record is none: blank, between two others.</summary>
    public virtual bool IsBlank(ReadOnlySpan<byte> record) => record.Trim(" \t\r\n"u8).IsEmpty;

    /// <summary>Reads a record, which is valid UTF-8.</summary>
    /// <param name="record">Its bytes, perhaps with the line end.</param>
    /// <param name="wantsText">False when only the label is asked for, and whether the record is good.</param>
    /// <returns>The text and the label, or what is wrong with the record, as a phrase.</returns>
    public abstract RecordContent Read(ReadOnlySpan<byte> record, bool wantsText);

    /// <summary>Labels that stand for none: unlabelled texts are often marked so.</summary>
    protected static string? LabelOrNone(string? label) => label?.Trim() is { Length: > 0 } said && said != "-1" ? said : null;
}
