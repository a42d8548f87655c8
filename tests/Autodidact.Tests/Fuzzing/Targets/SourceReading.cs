using Autodidact.Data;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>What the targets that open a source of pictures share.</summary>
internal static class SourceReading
{
    private static readonly DataOptions s_limits = new() { PixelLimit = 1 << 16, FileLimit = 1 << 20, MemoryLimit = 1 << 22 };

    /// <summary>How a source says that it is bad as a whole, and that one of its pictures is.</summary>
    public static IReadOnlyList<Type> Refusals { get; } = [typeof(DataException), typeof(BadSampleException)];

    /// <summary>The chunk in which pictures in memory are kept, and as much for the unpacked content of a small gz file.</summary>
    public const long ChunkBytes = 3 << 20;

    /// <summary>Opens the source as itself and as what it looks like, and reads every label and picture.</summary>
    public static void Read(string path, string kind)
    {
        try
        {
            All(DataSources.Open(path, Split.Test, s_limits));
        }
        catch (DataException)
        {
            // Whether it is refused for the same reason below is what counts.
        }
        All(DataSources.Open($"{kind}:{path}", Split.Train, s_limits));
    }

    /// <summary>Half of the time the content of a gz file is changed, and packed again with the right checksum and length.</summary>
    public static byte[] ChangePacked(byte[] seed, Random random, Mutator mutator, Func<byte[], byte[]> repair)
    {
        bool packed = seed is [0x1f, 0x8b, ..];
        if (random.Next(packed ? 3 : 6) == 0) return mutator.Change(seed, random);
        byte[] content = repair(mutator.Change(packed ? Unpack(seed) : seed, random));
        return packed ? Pictures.Gzip(content) : content;
    }

    private static void All(ImageSource source)
    {
        if (source.Fingerprint.Length == 0) throw new InvalidOperationException("A source without a fingerprint.");
        BadSampleException? bad = null;
        for (int i = 0; i < source.Count; i++)
        {
            if (source.Label(i) is { } label && (label < 0 || label >= source.Classes!.Count)) throw new InvalidOperationException($"Label {label} of {source.Classes!.Count} classes.");
            if (i is > 8 && i < source.Count - 1) continue;
            try
            {
                if (source.Id(i) is null || source.Read(i).Pixels.Length == 0) throw new InvalidOperationException("An empty picture.");
            }
            catch (BadSampleException error)
            {
                bad = error;
            }
        }
        if (bad is not null) throw bad;
    }

    private static byte[] Unpack(byte[] packed)
    {
        using System.IO.Compression.GZipStream gzip = new(new MemoryStream(packed), System.IO.Compression.CompressionMode.Decompress);
        using MemoryStream content = new();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
