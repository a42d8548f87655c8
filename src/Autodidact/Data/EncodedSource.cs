using System.Runtime.InteropServices;
using System.Text;
using Autodidact.Data.Formats;

namespace Autodidact.Data;

/// <summary>Encoded pictures in a folder or an archive; each is read and decoded when it is asked for.</summary>
public sealed class EncodedSource : ImageSource
{
    private readonly PictureListing _listing;
    private readonly Func<PictureEntry, byte[]> _read;
    private readonly DataOptions _options;

    internal EncodedSource(string kind, string name, PictureListing listing, Func<PictureEntry, byte[]> read, DataOptions options) =>
        (Kind, Name, _listing, _read, _options) = (kind, name, listing, read, options);

    /// <inheritdoc/>
    public override string Kind { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override int Count => _listing.Entries.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Classes => _listing.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Splits => _listing.Splits;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _listing.Notes;

    /// <inheritdoc/>
    public override Image Read(int index)
    {
        PictureEntry entry = _listing.Entries[index];
        if (entry.Length > _options.FileLimit)
            throw new BadSampleException(entry.Path, $"the file has {entry.Length:N0} bytes; allowed: {_options.FileLimit:N0}");
        byte[] file;
        try
        {
            file = _read(entry);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadSampleException(entry.Path, $"it cannot be read ({error.Message})", error);
        }
        return ImageFiles.Decode(file, entry.Path, _options);
    }

    /// <inheritdoc/>
    public override int? Label(int index) => _listing.Labels?[index];

    /// <inheritdoc/>
    public override string Id(int index) => _listing.Entries[index].Path;

    /// <inheritdoc/>
    /// <remarks>Names and lengths, not times: a copy is the same data.</remarks>
    protected override string ContentHash() => Hash(hash =>
    {
        foreach (PictureEntry entry in _listing.Entries)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(entry.Path));
            hash.AppendData(MemoryMarshal.AsBytes<long>([entry.Length]));
        }
    });
}
