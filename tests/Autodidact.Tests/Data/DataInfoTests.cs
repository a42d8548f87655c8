using Autodidact.Data;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Data;

public sealed class DataInfoTests
{
    [Fact]
    public void AFolderIsSummedUpWithItsBrokenPictures()
    {
        using TemporaryFolder folder = new();
        Pictures.WriteFolder(folder.Path, "train/cat/1.png", "train/cat/2.png", "train/dog/3.png", "test/dog/4.png");
        File.WriteAllBytes(folder["train/dog/5.png"], Pictures.Png(width: 9, height: 9));
        File.WriteAllBytes(folder["train/dog/6.png"], Pictures.Png()[..40]);

        DataInfo info = DataInfo.Scan(folder.Path);

        Assert.Equal([new DataPart(Split.Train, 5), new DataPart(Split.Test, 1)], info.Parts);
        Assert.Equal([new ClassCount("cat", 2), new ClassCount("dog", 3)], info.Classes!);
        Assert.Equal("4 to 9 wide, 3 to 9 high, RGB", info.Sizes);
        Assert.Equal("train/dog/6.png", Assert.Single(info.Broken).Id);
        Assert.Equal(5, info.Scanned);
    }

    [Fact]
    public void ALimitSpreadsTheScan()
    {
        DataInfo info = DataInfo.Scan("shapes:count=100,size=16", limit: 7);
        Assert.Equal((7, 100, "16 x 16, RGB"), (info.Scanned, info.Count, info.Sizes));
    }

    [Fact]
    public void PicturesAreHeldOutWhereThereIsNoTestPart()
    {
        using TemporaryFolder folder = new();
        Pictures.WriteFolder(folder.Path, [.. Enumerable.Range(0, 100).Select(i => $"{i}.png")]);

        TrainAndTest parts = TrainAndTest.Open(folder.Path);

        Assert.True(parts.IsHeldOut);
        string[] train = [.. Pictures.Ids(parts.Train)], test = [.. Pictures.Ids(parts.Test)];
        Assert.Equal(100, train.Union(test).Count());
        Assert.Empty(train.Intersect(test));
        Assert.InRange(test.Length, 8, 32);

        File.WriteAllBytes(folder["another.png"], Pictures.Png());
        Assert.Superset(test.ToHashSet(), Pictures.Ids(TrainAndTest.Open(folder.Path).Test).ToHashSet());
    }

    [Fact]
    public void ATestPartIsUsedWhereThereIsOne()
    {
        TrainAndTest parts = TrainAndTest.Open("shapes:count=20,test=10,size=8");
        Assert.Equal((20, 10, false), (parts.Train.Count, parts.Test.Count, parts.IsHeldOut));
    }

    [Fact]
    public void TooFewPicturesCannotBeParted()
    {
        using TemporaryFolder folder = new();
        Pictures.WriteFolder(folder.Path, "1.png");
        Assert.Contains("too few", Assert.Throws<DataException>(() => TrainAndTest.Open(folder.Path)).Message, StringComparison.Ordinal);
    }
}
