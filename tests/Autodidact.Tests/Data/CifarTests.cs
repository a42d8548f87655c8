using Autodidact.Data;
using Autodidact.Tests.Support;
using Xunit;
using static Autodidact.Tests.Data.Pictures;

namespace Autodidact.Tests.Data;

public sealed class CifarTests
{
    [DatasetFact("cifar-10")]
    public void RealBatchesAreRead()
    {
        ImageSource train = DataSources.Open(Datasets.PathOf("cifar-10"));

        Assert.Equal(10_000, train.Count);
        Assert.Equal(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], train.Classes!);
        // The first training picture is a frog.
        Assert.Equal(6, train.Label(0));
        Assert.Equal([59, 62, 63], train.Read(0).Pixels[..3].ToArray());
        Assert.Equal([Split.Train, Split.Test], train.Splits);
    }

    [DatasetFact("mnist-m")]
    public void FoldersWithOtherPrefixesAreRead()
    {
        Assert.Equal(1_500, DataSources.Open(Datasets.PathOf("mnist-m")).Count);
        Assert.Equal(1_000, DataSources.Open(Datasets.PathOf("mnist-m"), Split.Test).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BatchesFollowEachOtherAndPlanesBecomePixels(bool packed)
    {
        using TemporaryFolder folder = new();
        string extension = packed ? ".bin.gz" : ".bin";
        File.WriteAllBytes(folder["data_batch_2" + extension], Pack(Record(label: 5, red: 10, green: 20, blue: 30), packed));
        File.WriteAllBytes(folder["data_batch_1" + extension], Pack([.. Record(1, 1, 2, 3), .. Record(2, 4, 5, 6)], packed));

        ImageSource source = DataSources.Open(folder.Path);

        Assert.Equal([1, 2, 5], Labels(source));
        Assert.Equal([10, 20, 30, 10, 20, 30], source.Read(2).Pixels[..6].ToArray());
        Assert.Equal("32 x 32, RGB", source.Read(2).ToString());
    }

    [Fact]
    public void FineLabelsAreUsedWhereThereAreTwo()
    {
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder["fine_label_names.txt"], Enumerable.Range(0, 100).Select(i => $"class{i}"));
        File.WriteAllBytes(folder["train.bin"], [19, .. Record(99, 1, 2, 3)]);
        ImageSource source = DataSources.Open(folder.Path);
        Assert.Equal("class99", source.Classes![source.Label(0)!.Value]);
    }

    [Fact]
    public void ACutRecordIsAnErrorWithItsPlace()
    {
        using TemporaryFolder folder = new();
        byte[] whole = [.. Record(1, 1, 2, 3), .. Record(2, 4, 5, 6)];
        File.WriteAllBytes(folder["cut.bin"], whole[..^1]);
        Assert.Contains("cut.bin, byte 3073: a record of 3,072 bytes", Assert.Throws<DataException>(() => DataSources.Open(folder["cut.bin"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALabelOutOfRangeIsAnErrorWithItsPlace()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["odd.bin"], Record(10, 1, 2, 3));
        Assert.Contains("odd.bin, byte 0: label 10; allowed: 0 to 9", Assert.Throws<DataException>(() => DataSources.Open(folder["odd.bin"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyFileIsAnError()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["none.bin"], []);
        Assert.Contains("holds no pictures", Assert.Throws<DataException>(() => DataSources.Open(folder["none.bin"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACutGzipIsAnErrorWhereverItIsCut()
    {
        using TemporaryFolder folder = new();
        byte[] packed = Gzip([.. Enumerable.Range(0, 5).SelectMany(i => Record((byte)i, (byte)i, 2, 3))]);
        List<int> accepted = [];
        for (int length = 2; length < packed.Length; length++)
        {
            File.WriteAllBytes(folder["cut.bin.gz"], packed[..length]);
            try
            {
                DataSources.Open(folder["cut.bin.gz"]);
                accepted.Add(length - packed.Length);
            }
            catch (DataException)
            {
                // Recognised.
            }
        }
        Assert.Empty(accepted);
    }

    [Fact]
    public void ABombStopsAtTheMemoryLimit()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["bomb.bin.gz"], Gzip(new byte[3073 * 2000]));
        DataException error = Assert.Throws<DataException>(() => DataSources.Open(folder["bomb.bin.gz"], options: new DataOptions { MemoryLimit = 1 << 21 }));
        Assert.Contains("memory limit", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Record(byte label, byte red, byte green, byte blue) =>
        [label, .. Enumerable.Repeat(red, 1024), .. Enumerable.Repeat(green, 1024), .. Enumerable.Repeat(blue, 1024)];

    private static byte[] Pack(byte[] content, bool packed) => packed ? Gzip(content) : content;
}
