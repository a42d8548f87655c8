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
}
