namespace Autodidact.Data.Formats;

/// <summary>A folder of pictures at any depth.</summary>
internal sealed class FolderFormat() : SourceFormat(new SourceKind(
    "folder", "pictures in a folder at any depth (JPEG, PNG, WebP, BMP, TIFF); train, val and test folders are parts, class folders give labels", "folder:photos"))
{
    // As many as the system follows.
    private const int MostLinks = 40;

    public override bool Recognises(string path) => Directory.Exists(path);

    public override ImageSource Open(string path, Split split, DataOptions options)
    {
        if (File.Exists(path))
            throw new DataException(PictureNames.IsPicture(path) ? $"{path} is one picture; name the folder it lies in." : $"{path} is a file, not a folder.");
        List<PictureEntry> pictures = [];
        List<string> others = [];
        foreach ((FileInfo file, string relative) in Walk(path))
        {
            if (PictureNames.IsPicture(relative)) pictures.Add(new PictureEntry(relative, file.Length));
            else others.Add(relative);
        }
        if (pictures.Count == 0)
            throw new DataException($"{path} holds no picture, but {PictureNames.Count(others)}; allowed: {PictureNames.Allowed}.");
        PictureListing listing = PictureListing.Of(pictures, split, parts => Choose(path, split, parts), others);
        string name = listing.Splits.Count > 1 ? SourceNames.Of(path, split) : SourceNames.Of(path);
        return new EncodedSource(Kind.Name, name, listing, entry => Read(path, entry), options);
    }

    // A pipe or device says that it has no bytes, and reading it may never end.
    private static byte[] Read(string root, PictureEntry entry) => entry.Length == 0 ? [] : File.ReadAllBytes(Path.Combine(root, entry.Path));

    /// <summary>All files below a folder. Links to folders are followed, each real folder once, so that a loop ends.</summary>
    private static IEnumerable<(FileInfo File, string Relative)> Walk(string root)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<(DirectoryInfo Folder, string Relative)> open = new([(new DirectoryInfo(root), "")]);
        while (open.TryPop(out (DirectoryInfo Folder, string Relative) next))
        {
            if (!seen.Add(RealPath(next.Folder.FullName))) continue;
            FileSystemInfo[] entries;
            try
            {
                entries = next.Folder.GetFileSystemInfos();
            }
            catch (Exception error) when (next.Relative.Length > 0 && error is UnauthorizedAccessException or DirectoryNotFoundException)
            {
                // A locked folder or a dangling link within; only the root itself has to open.
                continue;
            }
            foreach (FileSystemInfo entry in entries)
            {
                if (PictureNames.IsHidden(entry.Name)) continue;
                string relative = next.Relative.Length == 0 ? entry.Name : $"{next.Relative}/{entry.Name}";
                if (entry is DirectoryInfo folder) open.Push((folder, relative));
                else if (entry is FileInfo { Exists: true } file) yield return (file, relative);
            }
        }
    }

    // Any part of the path may be a link, not only the last: what a link leads to is looked for again below where it truly lies.
    private static string RealPath(string path, int links = MostLinks)
    {
        string? parent = Path.GetDirectoryName(path);
        if (parent is null) return path;
        string place = Path.Combine(RealPath(parent, links), Path.GetFileName(path));
        try
        {
            // Links that point at each other have no end.
            return links > 0 && new DirectoryInfo(place).LinkTarget is string target ? RealPath(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(place)!, target)), links - 1) : place;
        }
        catch (IOException)
        {
            return place;
        }
    }
}
