using Autodidact.Data;
using Autodidact.Tests.Support;
using Xunit;
using static Autodidact.Tests.Data.Pictures;

namespace Autodidact.Tests.Data;

public sealed class FolderTests
{
    [Fact]
    public void PicturesAreFoundAtAnyDepthInOrder()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "b.png", "deep/er/c.png", "a.png", "notes.txt", ".hidden.png", "__MACOSX/a.png");

        ImageSource source = DataSources.Open(folder.Path);

        Assert.Equal("folder", source.Kind);
        Assert.Equal(["a.png", "b.png", "deep/er/c.png"], Ids(source));
        Assert.Equal([2, 0, 1], Enumerable.Range(0, 3).Select(i => (int)source.Read(i).Pixels[0]));
        Assert.Null(source.Classes);
        Assert.Equal([Split.Train], source.Splits);
    }

    [Fact]
    public void APipeIsABrokenPictureAndHoldsNobodyUp()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "a.png");
        using (System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", folder["b.png"])) made.WaitForExit();

        BadSampleException refused = Assert.Throws<BadSampleException>(() => DataSources.Open(folder.Path).Read(1));

        Assert.Contains("empty", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassFoldersGiveLabels()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "dog/1.png", "cat/2.png", "cat/more/3.png");

        ImageSource source = DataSources.Open(folder.Path);

        Assert.Equal(["cat", "dog"], source.Classes!);
        Assert.Equal([0, 0, 1], Labels(source));
    }

    [Fact]
    public void OnePictureOutsideAClassFolderMeansNoLabels()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "dog/1.png", "cat/2.png", "3.png");

        Assert.Null(DataSources.Open(folder.Path).Classes);
    }

    [Fact]
    public void TrainAndTestFoldersArePartsWithTheSameClasses()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "train/dog/1.png", "train/cat/2.png", "test/dog/3.png", "masks/4.png");

        ImageSource train = DataSources.Open(folder.Path), test = DataSources.Open(folder.Path, Split.Test);

        Assert.Equal([Split.Train, Split.Test], train.Splits);
        Assert.Equal(["train/cat/2.png", "train/dog/1.png"], Ids(train));
        Assert.Equal(["cat", "dog"], test.Classes!);
        Assert.Equal([1], Labels(test));
        Assert.Contains("1 pictures outside", Assert.Single(train.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void AValidationFolderStandsInForTest()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "train/1.png", "val/2.png");
        Assert.Equal(["val/2.png"], Ids(DataSources.Open(folder.Path, Split.Test)));
    }

    [Fact]
    public void AFolderWithoutPartsHasNoTestPart()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "1.png");
        DataException error = Assert.Throws<DataException>(() => DataSources.Open(folder.Path, Split.Test));
        Assert.Contains("has no test part; it has train", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderWithoutPicturesSaysWhatItHolds()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "a.txt", "b/c.txt", "d.CSV", "README");
        DataException error = Assert.Throws<DataException>(() => DataSources.Open(folder.Path));
        Assert.Contains("holds no picture, but 2 .txt, 1 without extension, 1 .csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyFolderSaysSo()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("no files at all", Assert.Throws<DataException>(() => DataSources.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenEmptyAndHugeFilesAreBadSamplesWithAReason()
    {
        using TemporaryFolder folder = new();
        byte[] png = Png();
        File.WriteAllBytes(folder["1-cut.png"], png[..^5]);
        File.WriteAllBytes(folder["2-empty.jpg"], []);
        File.WriteAllBytes(folder["3-large.png"], Png(0, 100, 100));
        File.WriteAllBytes(folder["4-text.jpg"], "hello"u8.ToArray());
        File.WriteAllBytes(folder["5-good.png"], png);
        ImageSource source = DataSources.Open(folder.Path, options: new DataOptions { PixelLimit = 9_999 });

        string[] reasons = [.. Enumerable.Range(0, 4).Select(i => Assert.Throws<BadSampleException>(() => source.Read(i)).Message)];

        Assert.Contains("1-cut.png: the PNG ends at byte", reasons[0], StringComparison.Ordinal);
        Assert.Contains("2-empty.jpg: the file is empty", reasons[1], StringComparison.Ordinal);
        Assert.Contains("3-large.png: it has 100 x 100 pixels; allowed: 9,999", reasons[2], StringComparison.Ordinal);
        Assert.Contains("4-text.jpg: its first bytes", reasons[3], StringComparison.Ordinal);
        Assert.Equal(4, source.Read(4).Width);
    }

    [Fact]
    public void AFileThatIsTooLongIsABadSample()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "a.png");
        ImageSource source = DataSources.Open(folder.Path, options: new DataOptions { FileLimit = 10 });
        Assert.Contains("bytes; allowed: 10", Assert.Throws<BadSampleException>(() => source.Read(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsGoneIsABadSample()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "a.png");
        ImageSource source = DataSources.Open(folder.Path);
        File.Delete(folder["a.png"]);
        Assert.Contains("cannot be read", Assert.Throws<BadSampleException>(() => source.Read(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALoopOfLinksEnds()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "a/1.png");
        Directory.CreateSymbolicLink(folder["a/loop"], folder.Path);
        Directory.CreateSymbolicLink(folder["self"], folder["self"]);
        Assert.Equal(1, DataSources.Open(folder.Path).Count);
    }

    [Fact]
    public void ALinkThatLeadsOutAndBackInShowsEachPictureOnce()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "photos/1.png", "beside/2.png");
        Directory.CreateSymbolicLink(folder["photos/up"], "..");
        Directory.CreateSymbolicLink(folder["beside/round"], "../photos/up");
        Assert.Equal(2, DataSources.Open(folder["photos"]).Count);
    }

    [Fact]
    public void PicturesInFormatsThatAreNotReadAreNamed()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "1.png");
        File.WriteAllText(folder["notes.txt"], "");
        Assert.Empty(DataSources.Open(folder.Path).Notes);
        foreach (string name in (string[])["a.HEIC", "b.heic", "c.gif"]) File.WriteAllBytes(folder[name], [1]);
        Assert.Contains("2 .heic, 1 .gif", Assert.Single(DataSources.Open(folder.Path).Notes), StringComparison.Ordinal);
        Assert.Single(DataInfo.Scan(folder.Path).Notes);
    }

    [Fact]
    public void TheFingerprintFollowsNamesAndSizes()
    {
        using TemporaryFolder folder = new();
        WriteFolder(folder.Path, "a.png", "b.png");
        string before = DataSources.Open(folder.Path).Fingerprint;
        Assert.Equal(before, DataSources.Open(folder.Path).Fingerprint);
        Assert.StartsWith("folder 2 ", before, StringComparison.Ordinal);
        File.SetLastWriteTimeUtc(folder["a.png"], new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc)); // as in a copy
        Assert.Equal(before, DataSources.Open(folder.Path).Fingerprint);

        File.Move(folder["a.png"], folder["c.png"]);
        Assert.NotEqual(before, DataSources.Open(folder.Path).Fingerprint);
    }
}
