namespace Autodidact.Data.Formats;

/// <summary>A tar of pictures. A plain one is read in place; a gz one, which cannot be, is unpacked into memory.</summary>
internal sealed class TarFormat() : SourceFormat(new SourceKind(
    "tar", "pictures in a tar, named as in a folder; plain (read in place) or gz (unpacked into memory)", "tar:photos.tar"))
{
    public override bool Recognises(string path) => File.Exists(path) ? HasTarName(path) : SourceNames.OnlyFile(path, HasTarName) is not null;

    public override ImageSource Open(string path, Split split, DataOptions options)
    {
        string archive = File.Exists(path) ? path : SourceNames.OnlyFile(path, HasTarName)
            ?? throw new DataException($"{path} does not hold exactly one tar; name the file: tar:{Path.Combine(path, "photos.tar")}.");
        List<PictureEntry> pictures = [];
        List<string> others = [];
        List<byte[]>? contents = null;
        using (PackedFile file = PackedFile.Open(archive))
        {
            if (!file.IsSeekable) contents = [];
            Index(file, pictures, others, contents, options);
        }
        if (pictures.Count == 0)
            throw new DataException($"{archive} holds no picture, but {PictureNames.Count(others)}; allowed: {PictureNames.Allowed}.");
        PictureListing listing = PictureListing.Of(pictures, split, parts => Choose(archive, split, parts), others);
        string name = listing.Splits.Count > 1 ? SourceNames.Of(path, split) : SourceNames.Of(path);
        return new EncodedSource(Kind.Name, name, listing,
            contents is null ? entry => ReadAt(archive, entry) : entry => contents[(int)entry.Offset], options);
    }

    private static void Index(PackedFile file, List<PictureEntry> pictures, List<string> others, List<byte[]>? contents, DataOptions options)
    {
        TarIndex index = new(file);
        long held = 0;
        while (index.Next() is { } entry)
        {
            string[] parts = entry.Path.Split('/');
            long ahead = entry.Length;
            if (parts.Any(PictureNames.IsHidden))
            {
                // Left behind by the system that packed it.
            }
            else if (!PictureNames.IsPicture(entry.Path))
                others.Add(entry.Path);
            else if (contents is null || entry.Length > options.FileLimit)
                pictures.Add(entry);       // one that is too large is never read, only named
            else if ((held += entry.Length) > options.MemoryLimit)
                throw new DataException($"{file.Path} holds more than the memory limit of {options.MemoryLimit:N0} bytes; unpack it with gunzip: a plain tar is read in place.");
            else
            {
                byte[] content = new byte[entry.Length];
                file.ReadExactly(content, entry.Path);
                pictures.Add(entry with { Offset = contents.Count });
                contents.Add(content);
                ahead = 0;
            }
            index.Leave(ahead);
        }
    }

    private static byte[] ReadAt(string path, PictureEntry entry)
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path);
        byte[] content = GC.AllocateUninitializedArray<byte>((int)entry.Length);
        for (int done = 0; done < content.Length;)
        {
            int count = RandomAccess.Read(handle, content.AsSpan(done), entry.Offset + done);
            if (count == 0) throw new EndOfStreamException($"{path} has become shorter since it was opened");
            done += count;
        }
        return content;
    }

    private static bool HasTarName(string path) =>
        path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);
}
