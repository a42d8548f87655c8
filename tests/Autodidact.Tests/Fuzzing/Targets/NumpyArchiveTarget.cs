using System.IO.Compression;
using Autodidact.Data;
using Autodidact.Data.Formats;
using Autodidact.Engine.Serialization;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A <c>.npz</c> archive: every array by itself.</summary>
internal sealed class NumpyArchiveTarget : IFuzzTarget
{
    public string Name => "npz";

    public string FileName => "input.npz";

    public IReadOnlyList<Type> Covers => [typeof(NumpyArchive)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds => Archives;

    public IReadOnlyList<string> Words => [.. NumpyTarget.NumpyWords, "train_images.npy", "images", "labels", "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0003\u0004", "PK\u0006\u0006", "PK\u0006\u0007"];

    // What the runtime's zip reader makes of each entry of a directory is larger than the entry.
    public long Budget(int length) => ZipBudget(length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => ChangeArchive(seed, random, mutator);

    public void Read(string path)
    {
        using NumpyArchive archive = NumpyArchive.Open(path);
        foreach (string name in archive.Names) archive.Read(name);
    }

    internal static long ZipBudget(int length) => (1 << 20) + (128L * length);

    internal static IReadOnlyList<byte[]> Archives { get; } =
    [
        Zip([("train_images.npy", NumpyTarget.Make(new byte[24], 2, 3, 4)), ("train_labels.npy", NumpyTarget.Make([1L, 0L], 2)), ("test_images.npy", NumpyTarget.Make(new byte[24], 2, 2, 2, 3)), ("test_labels.npy", NumpyTarget.Make<byte>([0, 2], 2, 1))], CompressionLevel.Fastest),
        Zip([("images.npy", NumpyTarget.Make(new byte[18], 1, 3, 2, 3)), ("labels.npy", NumpyTarget.Make<short>([3], 1))], CompressionLevel.NoCompression),
    ];

    /// <summary>Changes the array inside one entry, and packs it again with the right checksum and sizes; or the archive itself.</summary>
    internal static byte[] ChangeArchive(byte[] seed, Random random, Mutator mutator)
    {
        if (random.Next(3) == 0) return mutator.Change(seed, random);
        List<(string Name, byte[] Content)> entries = [];
        using (ZipArchive zip = new(new MemoryStream(seed)))
        {
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using Stream stream = entry.Open();
                using MemoryStream content = new();
                stream.CopyTo(content);
                entries.Add((entry.FullName, content.ToArray()));
            }
        }
        int chosen = random.Next(entries.Count);
        entries[chosen] = (entries[chosen].Name, NumpyTarget.ChangeArray(entries[chosen].Content, random, mutator));
        return Zip(entries, random.Next(2) == 0 ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
    }

    private static byte[] Zip(IReadOnlyList<(string Name, byte[] Content)> entries, CompressionLevel level)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }
}
