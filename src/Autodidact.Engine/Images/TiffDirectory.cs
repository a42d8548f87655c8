namespace Autodidact.Engine.Images;

/// <summary>The first directory of a TIFF file or EXIF block: tags with single values. Bounded by 65,535 entries.</summary>
internal readonly ref struct TiffDirectory
{
    private const int EntryBytes = 12;
    private const int ShortType = 3, LongType = 4;
    private readonly ReadOnlySpan<byte> _file;
    private readonly bool _bigEndian;
    private readonly long _entries;
    private readonly int _count;

    public TiffDirectory(ReadOnlySpan<byte> file)
    {
        _file = file;
        _bigEndian = HeaderBytes.Byte(file, 0) == (byte)'M';
        uint start = HeaderBytes.UInt32(file, 4, _bigEndian);
        _count = HeaderBytes.UInt16(file, start, _bigEndian);
        _entries = start + 2L;
    }

    /// <summary>The first value of a tag of type SHORT or LONG; null when the tag is missing or of another type, which decoders may read otherwise.</summary>
    public uint? Find(ushort tag)
    {
        for (int i = 0; i < _count; i++)
        {
            long entry = _entries + (long)i * EntryBytes;
            if (HeaderBytes.UInt16(_file, entry, _bigEndian) != tag) continue;
            ushort type = HeaderBytes.UInt16(_file, entry + 2, _bigEndian);
            if (type is not (ShortType or LongType)) return null;
            bool isShort = type == ShortType;
            uint count = HeaderBytes.UInt32(_file, entry + 4, _bigEndian);
            // More than four bytes of values lie elsewhere, at the offset that then takes their place.
            long place = count * (isShort ? 2L : 4L) <= 4 ? entry + 8 : HeaderBytes.UInt32(_file, entry + 8, _bigEndian);
            return isShort ? HeaderBytes.UInt16(_file, place, _bigEndian) : HeaderBytes.UInt32(_file, place, _bigEndian);
        }
        return null;
    }
}
