using Autodidact.Data;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Data;

public sealed class DataSourcesTests
{
    [Theory]
    [InlineData("", "is empty")]
    [InlineData("cifer:somewhere", "Did you mean 'cifar'?")]
    [InlineData("lmdb:somewhere", "Unknown kind of source 'lmdb' in 'lmdb:somewhere'; allowed: shapes, idx, cifar, npz, tar, masks, folder.")]
    [InlineData("/no/such/folder", "There is no file or folder /no/such/folder")]
    [InlineData("idx:/no/such/folder", "There is no file or folder /no/such/folder")]
    [InlineData("shapes:cout=5,size=2", "Unknown option 'cout'; allowed: count, test, size, seed, cue. Did you mean 'count'? size is '2'; allowed: 8 to 1,024.")]
    [InlineData("shapes:count", "count is ''; allowed: 1 to 2,147,483,647.")]
    public void MistakesAreNamedWithWhatIsAllowed(string specification, string said) =>
        Assert.Contains(said, Assert.Throws<DataException>(() => DataSources.Open(specification)).Message, StringComparison.Ordinal);

    [Fact]
    public void AMisspeltNeighbourIsOffered()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["photos"]);
        DataException error = Assert.Throws<DataException>(() => DataSources.Open(folder["fotos"]));
        Assert.EndsWith($"Did you mean '{folder["photos"]}'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnePictureIsNotASource()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["cat.png"], Pictures.Png());
        Assert.Contains("name the folder", Assert.Throws<DataException>(() => DataSources.Open(folder["cat.png"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AColonInAPathIsNotAKind()
    {
        using TemporaryFolder folder = new();
        Pictures.WriteFolder(folder["a:b"], "1.png");
        Assert.Equal(1, DataSources.Open(folder["a:b"]).Count);
    }

    [Fact]
    public void AFolderNamedShapesIsReachedByItsKind()
    {
        using TemporaryFolder folder = new();
        Pictures.WriteFolder(folder["shapes"], "1.png");
        Assert.Equal("folder", DataSources.Open(folder["shapes"]).Kind);
    }

    [Fact]
    public void EveryKindHasAnExampleThatNamesIt() =>
        Assert.All(DataSources.Kinds, kind => Assert.StartsWith(kind.Name, kind.Example, StringComparison.Ordinal));

    [Fact]
    public void ALimitTakesTheFirst()
    {
        ImageSource all = DataSources.Open("shapes:count=30,size=8");
        LimitedSource limited = new(all, 20);
        Assert.Equal(20, limited.Count);
        Assert.Equal(all.Id(19), limited.Id(19));
        Assert.NotEqual(all.Fingerprint, limited.Fingerprint);
        Assert.Throws<ArgumentOutOfRangeException>(() => limited.Read(20));
        Assert.Equal(30, new LimitedSource(all, 1000).Count);
    }

    [Fact]
    public void ReadingFromManyThreadsGivesTheSamePictures()
    {
        using TemporaryFolder folder = new();
        Pictures.WriteFolder(folder.Path, [.. Enumerable.Range(0, 20).Select(i => $"{i:D2}.png")]);
        ImageSource source = DataSources.Open(folder.Path);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Assert.Equal(i % 20, source.Read(i % 20).Pixels[0]));
    }
}
