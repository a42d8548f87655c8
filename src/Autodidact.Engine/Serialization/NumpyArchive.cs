using System.IO.Compression;

namespace Autodidact.Engine.Serialization;

/// <summary>Reads the named arrays of an <c>.npz</c> file, a zip of <c>.npy</c> entries.</summary>
public sealed class NumpyArchive : IDisposable
{
    // Deflate makes at most 1,032 bytes of one; a header that promises more is lying.
    private const long MostExpansion = 1032;
    private const string Extension = ".npy";

    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];

    private NumpyArchive(string path, ZipArchive zip)
    {
        (_path, _zip) = (path, zip);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if (entry.FullName.EndsWith(Extension, StringComparison.Ordinal)) _entries.TryAdd(entry.FullName[..^Extension.Length], entry);
        }
    }

    /// <summary>The arrays' names, without <c>.npy</c>, in the archive's order.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Opens an archive; arrays are read when they are asked for.</summary>
    /// <exception cref="InvalidDataException">The file is not a zip archive.</exception>
    public static NumpyArchive Open(string path)
    {
        FileStream stream = File.OpenRead(path);
        try
        {
            return new(path, new(stream, ZipArchiveMode.Read));
        }
        catch (InvalidDataException failure)
        {
            stream.Dispose();
            throw new InvalidDataException($"'{path}' is not a NumPy archive: {failure.Message}", failure);
        }
    }

    /// <summary>Reads one array. Not for several threads at once.</summary>
    /// <exception cref="KeyNotFoundException">The archive holds no array of this name.</exception>
    /// <exception cref="InvalidDataException">The array is damaged, or not of plain numbers.</exception>
    public NumpyArray Read(string name)
    {
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
            throw new KeyNotFoundException($"'{_path}' holds no array '{name}'; it holds {string.Join(", ", Names)}.");
        string place = $"{_path}:{name}";
        if (entry.Length > (entry.CompressedLength + 1) * MostExpansion)
            throw new InvalidDataException($"'{place}' claims {entry.Length} bytes out of {entry.CompressedLength} compressed ones, which is not possible.");
        using Stream stream = entry.Open();
        return NumpyFile.Read(stream, entry.Length, place);
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
