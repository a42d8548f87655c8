using Autodidact.Engine.Interop;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Serialization;

public sealed class AtomicFileTests
{
    [Fact]
    public void Only_leftovers_of_processes_that_are_gone_are_removed()
    {
        using TemporaryFolder folder = new();
        string left = "", writing = "";
        // The name that a save uses, as a kill in its midst would leave it.
        AtomicFile.Write(folder["step-7.safetensors"], _ => left = Directory.EnumerateFiles(folder.Path, ".*.tmp").Single());
        AtomicFile.Write(folder["other"], _ => writing = Directory.EnumerateFiles(folder.Path, ".*.tmp").Single());
        string[] kept = [writing, folder[".step-8.safetensors.abcdefgh.123.tmp"], folder[".mine.tmp"], folder["step-7.safetensors.abcdefgh.123.tmp"], folder["step-7.safetensors"], folder["other"]];
        File.WriteAllText(left, "half");
        foreach (string path in kept) File.WriteAllText(path, "");
        foreach (string path in kept.Except([kept[1]]).Append(left)) File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1));

        using (new FileStream(writing, FileMode.Open, FileAccess.Write, FileShare.None))
            Assert.Equal(1, AtomicFile.RemoveLeftovers(folder.Path));
        Assert.Equal(kept.Order(), Directory.EnumerateFiles(folder.Path).Order());

        Assert.Equal(1, AtomicFile.RemoveLeftovers(folder.Path));
        Assert.Equal(0, AtomicFile.RemoveLeftovers(folder["nowhere"]));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_known_before_and_named_without_temporary_files()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["file"], "old");
        Assert.Null(AtomicFile.Problem(folder["file"]));
        Assert.Null(AtomicFile.Problem(folder["new/deeper/file"]));
        Assert.Equal("is a folder; name a file in it", AtomicFile.Problem(folder.Path));
        Assert.Contains($"'{folder["file"]}' is a file", AtomicFile.Problem(folder["file/inside"]), StringComparison.Ordinal);
        Assert.Contains("cannot be written", AtomicFile.Problem("/proc/nothing/of/this.csv"), StringComparison.Ordinal);
        Assert.Equal([folder["file"]], Directory.EnumerateFileSystemEntries(folder.Path));

        Assert.Equal($"'{folder.Path}' cannot be written: it is a folder, not a file.", Assert.Throws<IOException>(() => AtomicFile.WriteText(folder.Path, "")).Message);
        Exception refused = Assert.ThrowsAny<Exception>(() => AtomicFile.WriteText("/proc/this.csv", ""));
        Assert.True(refused is IOException or UnauthorizedAccessException);
        Assert.StartsWith("'/proc/this.csv' cannot be written: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_flushed_where_there_is_one()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(OperatingSystem.IsLinux(), FolderFlush.Flush(folder.Path));
        Assert.False(FolderFlush.Flush(folder["nowhere"]));
    }
}
