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
    public void A_folder_is_flushed_where_there_is_one()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(OperatingSystem.IsLinux(), FolderFlush.Flush(folder.Path));
        Assert.False(FolderFlush.Flush(folder["nowhere"]));
    }
}
