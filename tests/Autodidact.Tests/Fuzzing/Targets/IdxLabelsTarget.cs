using Autodidact.Data.Formats;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The labels beside an IDX file of pictures.</summary>
internal sealed class IdxLabelsTarget : IFuzzTarget
{
    private static readonly byte[] s_bytes = IdxFile.Bytes([3], [0, 1, 2]);

    public string Name => "idx-labels";

    public string FileName => "train-labels-idx1-ubyte";

    public IReadOnlyList<Type> Covers => [typeof(IdxFormat)];

    public IReadOnlyList<Type> Refusals => SourceReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } = [s_bytes, [0, 0, 12, 1, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7], Pictures.Gzip(s_bytes)];

    public long Budget(int length) => SourceReading.ChunkBytes + (16L * length);

    public void Prepare(string folder) => File.WriteAllBytes(Path.Combine(folder, "train-images-idx3-ubyte"), IdxFile.Bytes([3, 2, 2], new byte[12]));

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SourceReading.ChangePacked(seed, random, mutator, content => content);

    public void Read(string path) => SourceReading.Read(Path.Combine(Path.GetDirectoryName(path)!, "train-images-idx3-ubyte"), "idx");
}
