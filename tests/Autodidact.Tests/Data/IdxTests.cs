using Autodidact.Data;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Data;

public sealed class IdxTests
{
    [DatasetFact("fashion-mnist")]
    public void RealFilesAreRead()
    {
        ImageSource test = DataSources.Open(Datasets.PathOf("fashion-mnist"), Split.Test);

        Assert.Equal(10_000, test.Count);
        Assert.Equal("28 x 28, grey", test.Read(0).ToString());
        // The first test picture is an ankle boot.
        Assert.Equal(9, test.Label(0));
        Assert.Equal(10, test.Classes!.Count);
    }

    [DatasetFact("usps")]
    public void FoldersWithOtherPrefixesAreRead()
    {
        Assert.Equal(7_291, DataSources.Open(Datasets.PathOf("usps")).Count);
        Assert.Equal(2_007, DataSources.Open(Datasets.PathOf("usps"), Split.Test).Count);
    }

    [Fact]
    public void LabelsAreOptional()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["train-images-idx3-ubyte"], IdxFile.Bytes([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));

        ImageSource source = DataSources.Open(folder.Path);

        Assert.Equal((2, 3, 2), (source.Count, source.Read(0).Width, source.Read(0).Height));
        Assert.Equal([7, 8, 9, 10, 11, 12], source.Read(1).Pixels.ToArray());
        Assert.Null(source.Label(0));
        Assert.Null(source.Classes);
    }

    [Theory]
    [InlineData(new[] { 1, 2, 2, 3 }, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData(new[] { 1, 3, 2, 2 }, new byte[] { 1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12 })]
    public void ColourMayBeTheLastOrTheSecondSize(int[] sizes, byte[] content)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["colour.idx4"], IdxFile.Bytes(sizes, content));

        Image image = DataSources.Open(folder["colour.idx4"]).Read(0);

        Assert.Equal("2 x 2, RGB", image.ToString());
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], image.Pixels.ToArray());
    }

    [Fact]
    public void EveryCutIsAnErrorWithPathAndByte()
    {
        using TemporaryFolder folder = new();
        byte[] whole = IdxFile.Bytes([3, 2, 2], [.. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["cut-idx3"], whole[..length]);
            DataException error = Assert.Throws<DataException>(() => DataSources.Open("idx:" + folder["cut-idx3"]));
            Assert.Contains("cut-idx3, byte ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AHeaderThatPromisesTheWorldAllocatesNothing()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["big-idx3"], IdxFile.Bytes([int.MaxValue, 8000, 8000], []));
        long before = GC.GetAllocatedBytesForCurrentThread();

        DataException error = Assert.Throws<DataException>(() => DataSources.Open(folder["big-idx3"]));

        Assert.Contains("more than the file can hold", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void NoMemoryIsTakenForTheSizeOfPicturesThatAreNotThere()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["none.idx4"], IdxFile.Bytes([0, 3, 8192, 8192], []));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("no pictures", Assert.Throws<DataException>(() => DataSources.Open(folder["none.idx4"])).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void NoNamesAreMadeForTheMillionClassesThatOneLabelClaims()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["train-images-idx3-ubyte"], IdxFile.Bytes([1, 1, 1], [1]));
        File.WriteAllBytes(folder["train-labels-idx1-ubyte"], [0, 0, 12, 1, 0, 0, 0, 1, 0, 15, 255, 255]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<string> classes = DataSources.Open(folder.Path).Classes!;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Equal((1 << 20, "0", "1048575"), (classes.Count, classes[0], classes[^1]));
        Assert.Equal(["0", "1", "2"], classes.Take(3));
    }
}
