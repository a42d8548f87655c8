using System.Text;
using System.Text.Unicode;
using Autodidact.Data.Formats;

namespace Autodidact.Data.Text.Formats;

/// <summary>One kind of file with texts: knows its files when it sees them, and how their records are read.</summary>
internal abstract class TextFormat(SourceKind kind, params string[] optionNames)
{
    protected const int FirstBytes = 1 << 16;

    public SourceKind Kind { get; } = kind;

    /// <summary>Which of <see cref="TextOptions"/> it knows, by the names in a specification.</summary>
    public IReadOnlyList<string> OptionNames { get; } = optionNames;

    /// <summary>True when a file looks like this kind. Cheap: its name and first bytes only.</summary>
    public abstract bool Recognises(string path);

    /// <summary>Gets ready to read the records of a file whose content begins like this.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="first">The first bytes, without a byte-order mark.</param>
    /// <param name="options">What was said.</param>
    public abstract RecordFormat Begin(string path, ReadOnlySpan<byte> first, TextOptions options);

    /// <summary>Options that would say where the labels of such a file stand, such as <c>text=1,label=2</c>: a guess, for messages; null where nothing in it could be one.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="first">The first bytes, without a byte-order mark.</param>
    /// <param name="said">What was said.</param>
    public virtual string? LabelOptions(string path, ReadOnlySpan<byte> first, TextOptions said) => null;

    /// <summary>Up to 64 KiB from the front of a file's (unpacked) content, without a byte-order mark.</summary>
    /// <exception cref="DataException">The file is UTF-16, or cannot be unpacked.</exception>
    public static byte[] FirstOf(string path)
    {
        byte[] bytes = new byte[FirstBytes];
        using PackedFile file = PackedFile.Open(path);
        bytes = bytes[..file.Read(bytes)];
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw DataException.At(path, 0, "UTF-16", "UTF-8; convert it with iconv -f utf-16 -t utf-8");
        return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
    }

    /// <summary>Whole lines at the front that are text, at most so many; the very last one only where the content ends with it.</summary>
    protected static List<byte[]> FirstLines(ReadOnlySpan<byte> first, int most)
    {
        List<byte[]> lines = [];
        while (lines.Count < most && first.Length > 0)
        {
            int end = first.IndexOf((byte)'\n');
            if (end < 0 && lines.Count > 0) break;
            ReadOnlySpan<byte> line = end < 0 ? first : first[..end];
            if (Utf8.IsValid(line) && !line.Contains((byte)0)) lines.Add(line.TrimEnd((byte)'\r').ToArray());
            first = end < 0 ? default : first[(end + 1)..];
        }
        return lines;
    }
}
