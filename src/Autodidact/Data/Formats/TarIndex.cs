using System.Text;

namespace Autodidact.Data.Formats;

/// <summary>
/// Reads the headers of a tar archive (ustar, GNU long names, pax paths and sizes) from front to back. Written out since
/// only names and offsets are wanted, and every length must be checked against what the file holds.
/// </summary>
internal sealed class TarIndex(PackedFile file)
{
    private const int Block = 512;
    private const int LongestName = 1 << 16;

    /// <summary>The next regular file, null at the end; the file then stands at its first byte and the caller takes or skips it by <see cref="Leave"/>.</summary>
    public PictureEntry? Next()
    {
        string? longName = null;
        long? paxSize = null;
        byte[] header = new byte[Block];
        while (true)
        {
            long offset = file.Offset;
            int count = file.Read(header);
            // Two blocks of zeros end an archive; some writers leave them away.
            if (count == 0 || (count == Block && !header.AsSpan().ContainsAnyExcept((byte)0))) return null;
            if (count < Block)
                throw DataException.At(file.Path, offset, $"{count} bytes at the end of the archive", "headers of 512 bytes; copy or download the archive again");
            RequireChecksum(header, offset);
            long length = paxSize ?? Number(header.AsSpan(124, 12), offset);
            if (length > file.Capacity - file.Offset)
                throw DataException.At(file.Path, offset, $"'{Name(header)}' has {length:N0} bytes, more than the archive holds", "a whole archive; copy or download it again");
            switch ((char)header[156])
            {
                case 'L':
                    longName = Encoding.UTF8.GetString(Content(length, offset)).TrimEnd('\0');
                    break;
                case 'x':
                    ReadPax(Content(length, offset), ref longName, ref paxSize);
                    break;
                case '0' or '\0' or '7':
                    return new PictureEntry(Normal(longName ?? Name(header)), length, file.Offset);
                default:
                    Leave(length);
                    (longName, paxSize) = (null, null);
                    break;
            }
        }
    }

    /// <summary>Moves past the remaining bytes of a file and the filling to the next block.</summary>
    /// <param name="length">Bytes still ahead, without the filling.</param>
    public void Leave(long length)
    {
        // The filling may be missing behind the very last file.
        long rest = (Block - (file.Offset + length) % Block) % Block;
        file.Skip(length, "a file in the archive");
        file.SkipUpTo(rest);
    }

    private byte[] Content(long length, long offset)
    {
        if (length > LongestName)
            throw DataException.At(file.Path, offset, $"a name record of {length:N0} bytes", $"at most {LongestName:N0}");
        byte[] content = new byte[length];
        file.ReadExactly(content, "a name record");
        Leave(0);
        return content;
    }

    private static void ReadPax(byte[] content, ref string? name, ref long? size)
    {
        // Records are "LENGTH KEY=VALUE\n"; the length counts itself.
        for (int at = 0; at < content.Length;)
        {
            int space = content.AsSpan(at).IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(content.AsSpan(at, space), out int length) || length <= space + 1 || length > content.Length - at) return;
            string[] pair = Encoding.UTF8.GetString(content, at + space + 1, length - space - 1).TrimEnd('\n').Split('=', 2);
            if (pair is ["path", { Length: > 0 } path]) name = path;
            if (pair is ["size", { } text] && long.TryParse(text, out long value) && value >= 0) size = value;
            at += length;
        }
    }

    private void RequireChecksum(byte[] header, long offset)
    {
        long sum = 0;
        for (int i = 0; i < Block; i++) sum += i is >= 148 and < 156 ? ' ' : header[i];
        if (Number(header.AsSpan(148, 8), offset) != sum)
            throw DataException.At(file.Path, offset, "a header that does not match its checksum", "a tar archive (ustar, GNU or pax), plain or gz");
    }

    /// <summary>Octal text, or binary when the first bit is set.</summary>
    private long Number(ReadOnlySpan<byte> field, long offset)
    {
        long value = 0;
        if ((field[0] & 0x80) != 0)
        {
            foreach (byte part in field[^8..]) value = (value << 8) | part;
            return value >= 0 ? value : throw DataException.At(file.Path, offset, "a negative number in a header", "0 and above");
        }
        foreach (byte digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
                throw DataException.At(file.Path, offset, "a header whose numbers are not octal", "a tar archive (ustar, GNU or pax), plain or gz");
            value = value * 8 + digit - '0';
        }
        return value;
    }

    private static string Name(byte[] header)
    {
        string name = Text(header.AsSpan(0, 100));
        string prefix = header.AsSpan(257, 5).SequenceEqual("ustar"u8) && header[263] == (byte)'0' ? Text(header.AsSpan(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static string Normal(string name) => string.Join('/', name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
}
