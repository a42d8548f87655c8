using Autodidact.Data.Formats;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>An IDX file of pictures, plain or gz, with good labels beside it.</summary>
internal sealed class IdxTarget : IFuzzTarget
{
    private static readonly byte[] s_grey = IdxFile.Bytes([3, 4, 5], new byte[60]);

    public string Name => "idx";

    public string FileName => "train-images-idx3-ubyte";

    public IReadOnlyList<Type> Covers => [typeof(IdxFormat), typeof(IdxHeader), typeof(PackedFile), typeof(SourceFormat)];

    public IReadOnlyList<Type> Refusals => SourceReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } = [s_grey, IdxFile.Bytes([3, 3, 2, 2], new byte[36]), IdxFile.Bytes([3, 2, 2, 1], new byte[12]), Pictures.Gzip(s_grey)];

    public long Budget(int length) => SourceReading.ChunkBytes + (16L * length);

    public void Prepare(string folder) => File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte"), IdxFile.Bytes([3], [0, 1, 2]));

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SourceReading.ChangePacked(seed, random, mutator, content => content);

    public void Read(string path) => SourceReading.Read(path, "idx");
}
