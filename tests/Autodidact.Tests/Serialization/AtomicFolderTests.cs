using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Serialization;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_there_when_it_is_whole()
    {
        using (AtomicFolder folder = new(_folder["made/result/"]))
        {
            File.WriteAllText(Path.Combine(folder.Path, "file"), "all");
            Assert.False(Directory.Exists(_folder["made/result"]));
            folder.Commit();
        }
        Assert.Equal("all", File.ReadAllText(_folder["made/result/file"]));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder["made"]));
    }

    [Fact]
    public void What_was_not_committed_is_gone_with_the_folder_that_was_made_for_it()
    {
        using (AtomicFolder folder = new(_folder["made/result"])) File.WriteAllText(Path.Combine(folder.Path, "file"), "half");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        using (AtomicFolder folder = new(_folder["result"])) File.WriteAllText(Path.Combine(folder.Path, "file"), "half");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Nothing_is_replaced_even_what_comes_later()
    {
        Directory.CreateDirectory(_folder["there"]);
        Assert.Throws<IOException>(() => new AtomicFolder(_folder["there"]));
        using AtomicFolder folder = new(_folder["result"]);
        Directory.CreateDirectory(_folder["result"]);
        Assert.Throws<IOException>(folder.Commit);
    }
}
