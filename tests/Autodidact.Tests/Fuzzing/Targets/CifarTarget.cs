using Autodidact.Data.Formats;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A batch of CIFAR-10, plain or gz.</summary>
internal sealed class CifarTarget : IFuzzTarget
{
    private static readonly byte[] s_batch = [3, .. new byte[3072], 9, .. Enumerable.Repeat((byte)7, 3072)];

    public string Name => "cifar";

    public string FileName => "data_batch_1.bin";

    public IReadOnlyList<Type> Covers => [typeof(CifarFormat), typeof(PixelStore)];

    public IReadOnlyList<Type> Refusals => SourceReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } = [s_batch, Pictures.Gzip(s_batch)];

    public long Budget(int length) => SourceReading.ChunkBytes + (16L * length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SourceReading.ChangePacked(seed, random, mutator, content => Whole(content, random));

    public void Read(string path) => SourceReading.Read(path, "cifar");

    /// <summary>Half of the time whole records, so that the labels are looked at.</summary>
    private static byte[] Whole(byte[] content, Random random)
    {
        if (random.Next(2) == 0) return content;
        byte[] whole = new byte[(content.Length + 3072) / 3073 * 3073];
        content.CopyTo(whole, 0);
        return whole;
    }
}
