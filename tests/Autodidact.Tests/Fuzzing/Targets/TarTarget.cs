using System.Formats.Tar;
using System.Text;
using Autodidact.Data.Formats;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A tar of pictures, plain or gz, in every dialect.</summary>
internal sealed class TarTarget : IFuzzTarget
{
    private const int Block = 512;
    private static readonly string s_long = string.Concat(Enumerable.Repeat("a-long-folder-name/", 7)) + "x.png";

    public string Name => "tar";

    public string FileName => "input.tar";

    public IReadOnlyList<Type> Covers => [typeof(TarFormat), typeof(TarIndex)];

    public IReadOnlyList<Type> Refusals => SourceReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Pictures.Tar(TarEntryFormat.Ustar, "b/1.png", "a/2.png", "notes.txt"), Pictures.Tar(TarEntryFormat.Pax, "train/a/1.png", "test/b/2.png", s_long),
        Pictures.Tar(TarEntryFormat.Gnu, s_long, "1.png"), Pictures.Tar(TarEntryFormat.V7, "1.png"), Pictures.Gzip(Pictures.Tar(TarEntryFormat.Pax, "b/1.png", "a/2.png")),
    ];

    public IReadOnlyList<string> Words => ["ustar", "ustar\000", "ustar  \0", "path=", "size=", "20 size=99999999999\n", "19 path=../../x.png\n", "././@LongLink", "../", "/", ".png", "train/", "val/", "\0\0\0\0", "L", "x", "g"];

    // Every header block of an archive that holds nothing is a name.
    public long Budget(int length) => SourceReading.ChunkBytes + (64L * length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SourceReading.ChangePacked(seed, random, mutator, content => random.Next(8) == 0 ? content : WithChecksums(content));

    public void Read(string path) => SourceReading.Read(path, "tar");

    /// <summary>Puts the right checksum into all blocks that look like a header, where a change did not move them.</summary>
    private static byte[] WithChecksums(byte[] tar)
    {
        for (int at = 0; at + Block <= tar.Length; at += Block)
        {
            Span<byte> header = tar.AsSpan(at, Block);
            // Headers have text in the field of the checksum; contents hardly ever do.
            if (header[148..156].ContainsAnyExceptInRange((byte)0, (byte)'9') || header[148] == 0) continue;
            header[148..156].Fill((byte)' ');
            int sum = 0;
            foreach (byte value in header) sum += value;
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
        }
        return tar;
    }
}
