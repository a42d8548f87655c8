using System.Text;
using Autodidact.Data.Formats;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The class names beside batches of CIFAR-100.</summary>
internal sealed class CifarNamesTarget : IFuzzTarget
{
    public string Name => "cifar-names";

    public string FileName => "fine_label_names.txt";

    public IReadOnlyList<Type> Covers => [typeof(CifarFormat)];

    public IReadOnlyList<Type> Refusals => SourceReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } = [Encoding.UTF8.GetBytes("apple\nfish\nköder\n"), Encoding.UTF8.GetBytes(string.Join("\r\n", Enumerable.Range(0, 100)))];

    public long Budget(int length) => SourceReading.ChunkBytes + (16L * length);

    public void Prepare(string folder) => File.WriteAllBytes(Path.Combine(folder, "train.bin"), [0, 2, .. new byte[3072], 1, 40, .. new byte[3072]]);

    public void Read(string path) => SourceReading.Read(Path.GetDirectoryName(path)!, "cifar");
}
