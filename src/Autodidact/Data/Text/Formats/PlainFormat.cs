using System.Text;

namespace Autodidact.Data.Text.Formats;

/// <summary>Plain text in UTF-8, a document a line or a paragraph.</summary>
internal sealed class PlainFormat() : TextFormat(new SourceKind("text", "plain text (UTF-8, plain or gz), a document a line, or a paragraph with unit=paragraph", "text:book.txt?unit=paragraph"), "unit")
{
    public override bool Recognises(string path)
    {
        if (TextFiles.EndingOf(path) is ".txt" or ".text" or ".tokens") return true;
        byte[] first = FirstOf(path);
        return first.Length > 0 && !first.AsSpan().Contains((byte)0) && FirstLines(first, 20).Count > 0;
    }

    public override RecordFormat Begin(string path, ReadOnlySpan<byte> first, TextOptions options) =>
        options.Unit == TextUnit.Line ? new Lines() : new Paragraphs();

    private class Lines : RecordFormat
    {
        public override RecordContent Read(ReadOnlySpan<byte> record, bool wantsText)
        {
            if (record.Contains((byte)0)) return RecordContent.Bad("it holds a zero byte");
            return new RecordContent(wantsText ? Encoding.UTF8.GetString(record.TrimEnd("\r\n"u8)) : "");
        }
    }

    private sealed class Paragraphs : Lines
    {
        public override string Choice => "paragraph";

        // Blank lines before a paragraph belong to it, so that it ends with the first one behind a line that is not.
        public override int LengthOf(ReadOnlySpan<byte> content)
        {
            bool hasText = false;
            for (int at = 0; at < content.Length;)
            {
                int length = content[at..].IndexOf((byte)'\n') + 1;
                if (length == 0) return -1;
                bool isBlank = IsBlank(content.Slice(at, length));
                at += length;
                if (isBlank && hasText) return at;
                hasText |= !isBlank;
            }
            return -1;
        }

        public override RecordContent Read(ReadOnlySpan<byte> record, bool wantsText) => base.Read(wantsText ? record.Trim(" \t\r\n"u8) : record, wantsText);
    }
}
