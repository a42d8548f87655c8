using System.Formats.Tar;
using System.IO.Compression;
using Autodidact.Data;

namespace Autodidact.Tests.Data;

/// <summary>Small encoded pictures, and folders and archives of them.</summary>
internal static class Pictures
{
    /// <summary>A PNG of one colour.</summary>
    public static byte[] Png(byte value = 128, int width = 4, int height = 3) =>
        ImageFiles.EncodePng(new Image(width, height, 3, Enumerable.Repeat(value, width * height * 3).ToArray()));

    /// <summary>Writes one PNG for each path; the n-th has the value n.</summary>
    public static void WriteFolder(string root, params string[] paths)
    {
        for (int i = 0; i < paths.Length; i++)
        {
            string path = Path.Combine(root, paths[i]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, paths[i].EndsWith(".png", StringComparison.Ordinal) ? Png((byte)i) : [1, 2, 3]);
        }
    }

    /// <summary>A tar of the same, made by the runtime's own writer.</summary>
    public static byte[] Tar(TarEntryFormat format, params string[] paths)
    {
        using MemoryStream stream = new();
        using (TarWriter writer = new(stream, format, leaveOpen: true))
        {
            for (int i = 0; i < paths.Length; i++)
            {
                byte[] content = paths[i].EndsWith(".png", StringComparison.Ordinal) ? Png((byte)i) : [1, 2, 3];
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, paths[i]),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, paths[i]),
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, paths[i]),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, paths[i]),
                };
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }
        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    public static IEnumerable<string> Ids(ImageSource source) => Enumerable.Range(0, source.Count).Select(source.Id);

    public static IEnumerable<int?> Labels(ImageSource source) => Enumerable.Range(0, source.Count).Select(source.Label);
}
