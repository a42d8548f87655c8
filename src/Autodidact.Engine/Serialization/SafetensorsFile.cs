using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using System.Text;

namespace Autodidact.Engine.Serialization;

/// <summary>
/// Named tensors in a memory-mapped file: 8-byte little-endian header length, JSON header, raw little-endian buffers.
/// Nothing of the file is trusted: every length, shape and offset is checked when it is opened.
/// </summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private const int LargestPiece = 1 << 30;

    private readonly string _path;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Dictionary<string, SafetensorsEntry> _byName;
    private readonly long _dataStart;
    private byte* _data;

    private SafetensorsFile(string path, MemoryMappedFile map, MemoryMappedViewAccessor view, long dataStart, SafetensorsHeader header)
    {
        (_path, _map, _view, _dataStart) = (path, map, view, dataStart);
        (Metadata, Entries) = (header.Metadata, header.Entries);
        _byName = header.Entries.ToDictionary(entry => entry.Name);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _data = start + view.PointerOffset + dataStart;
    }

    /// <summary>The file, for messages.</summary>
    internal string Path => _path;

    /// <summary>The notes of the file's writer (<c>__metadata__</c>).</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Opens and checks a file; its tensors are read from the disk when they are used.</summary>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format; the message says which.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SafetensorsFile Open(string path)
    {
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            long fileLength = stream.Length;
            byte[] json = ReadHeader(path, stream, fileLength);
            long dataStart = sizeof(long) + json.Length;
            SafetensorsHeader header = new(path, json, fileLength - dataStart);
            MemoryMappedFile map = MemoryMappedFile.CreateFromFile(stream, null, fileLength, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            return new(path, map, map.CreateViewAccessor(0, fileLength, MemoryMappedFileAccess.Read), dataStart, header);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file holds a tensor of this name.</summary>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>Type, shape and place of a tensor.</summary>
    /// <exception cref="KeyNotFoundException">The file holds no tensor of this name.</exception>
    public SafetensorsEntry Entry(string name) =>
        _byName.TryGetValue(name, out SafetensorsEntry? entry) ? entry : throw new KeyNotFoundException($"'{_path}' holds no tensor '{name}'.");

    /// <summary>The elements of a tensor, row-major and little-endian, valid until the file is disposed.</summary>
    /// <exception cref="KeyNotFoundException">The file holds no tensor of this name.</exception>
    /// <exception cref="NotSupportedException">The tensor is longer than a span can be (2 GiB).</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        ObjectDisposedException.ThrowIf(_data is null, this);
        SafetensorsEntry entry = Entry(name);
        return entry.Length <= int.MaxValue
            ? new ReadOnlySpan<byte>(_data + entry.Offset, (int)entry.Length)
            : throw new NotSupportedException($"Tensor '{name}' of '{_path}' has {entry.Length} bytes; at most {int.MaxValue} can be read as one span.");
    }

    /// <summary>Copies a part of a tensor's bytes, of tensors of any length.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="offset">Its first byte that is wanted.</param>
    /// <param name="bytes">Takes them.</param>
    /// <exception cref="KeyNotFoundException">The file holds no tensor of this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tensor ends before.</exception>
    public void Read(string name, long offset, Span<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_data is null, this);
        SafetensorsEntry entry = Entry(name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, entry.Length - bytes.Length);
        new ReadOnlySpan<byte>(_data + entry.Offset + offset, bytes.Length).CopyTo(bytes);
    }

    /// <summary>Whether the file has a checksum of its own; files from elsewhere usually have none.</summary>
    public bool HasChecksum => SafetensorsChecksum.IsPromised(Metadata);

    /// <summary>Reads the whole file and holds it against its own checksum.</summary>
    /// <exception cref="InvalidDataException">They disagree, or there is no whole checksum: something has changed the file since it was written.</exception>
    public void Verify()
    {
        ObjectDisposedException.ThrowIf(_data is null, this);
        byte[] header = new ReadOnlySpan<byte>(_data - _dataStart, (int)_dataStart).ToArray();
        int at = Metadata.GetValueOrDefault(SafetensorsChecksum.MarkKey) == SafetensorsChecksum.Mark && Metadata.TryGetValue(SafetensorsChecksum.Key, out string? digits) && digits.Length == SafetensorsChecksum.Digits
            ? SafetensorsChecksum.DigitsAt(header, digits)
            : -1;
        if (at < 0) throw new InvalidDataException($"'{_path}' is damaged: it has no whole checksum.");
        string expected = Encoding.ASCII.GetString(header, at, SafetensorsChecksum.Digits);
        header.AsSpan(at, SafetensorsChecksum.Digits).Fill((byte)'0');
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        long length = Entries.Count == 0 ? 0 : Entries[^1].Offset + Entries[^1].Length;
        for (long done = 0; done < length; done += LargestPiece)
            hash.AppendData(new ReadOnlySpan<byte>(_data + done, (int)Math.Min(LargestPiece, length - done)));
        if (SafetensorsChecksum.Text(hash) != expected)
            throw new InvalidDataException($"'{_path}' is damaged: its content does not fit its checksum.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_data is null) return;
        _data = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    private static byte[] ReadHeader(string path, FileStream stream, long fileLength)
    {
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        if (fileLength < prefix.Length)
            throw new InvalidDataException($"'{path}' is not a valid safetensors file: it has {fileLength} bytes, and the header's length alone takes {prefix.Length}.");
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        long longest = Math.Min(SafetensorsFormat.LongestHeader, fileLength - prefix.Length);
        if (length > (ulong)longest)
            throw new InvalidDataException($"'{path}' is not a valid safetensors file: bytes 0..7 give a header of {length} bytes; allowed are at most {longest} here.");
        byte[] json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }
}
