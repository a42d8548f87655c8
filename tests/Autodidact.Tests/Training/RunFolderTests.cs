using Autodidact.Configuration;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

public sealed class RunFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("autodidact-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string In(params string[] names) => Path.Combine([_root, .. names]);

    [Fact]
    public void A_run_is_never_overwritten()
    {
        RunFolder folder = RunFolder.Create(In("run"));
        File.WriteAllText(In("run", ".lock"), "");      // a process killed before its first word leaves it
        RunFolder.Create(In("run"));
        File.WriteAllText(folder.Recipe, "");
        Assert.Contains("--resume", Assert.Throws<ConfigurationException>(() => RunFolder.Create(In("run"))).Message);
        File.WriteAllText(In("file"), "");
        Assert.Contains("is a file", Assert.Throws<ConfigurationException>(() => RunFolder.Create(In("file"))).Message);
        Directory.CreateDirectory(In("other", "x"));
        Assert.Contains("something else", Assert.Throws<ConfigurationException>(() => RunFolder.Create(In("other"))).Message);
    }

    [Fact]
    public void What_is_no_run_is_not_opened()
    {
        Assert.Contains("does not exist", Assert.Throws<ConfigurationException>(() => RunFolder.Open(In("none"))).Message);
        Assert.Contains("holds no run", Assert.Throws<ConfigurationException>(() => RunFolder.Open(_root)).Message);
    }

    [Fact]
    public void Runs_without_a_name_are_numbered()
    {
        Assert.Equal(In("simclr-my-photos-1"), RunFolder.FreePath("simclr", "My Photos/", _root));
        Assert.Null(RunFolder.LatestPath("simclr", "my photos", _root));
        File.WriteAllText(RunFolder.Create(In("simclr-my-photos-1")).Recipe, "");
        RunFolder.Create(In("simclr-my-photos-2"));
        Assert.Equal(In("simclr-my-photos-3"), RunFolder.FreePath("simclr", "my photos", _root));
        Assert.Equal(In("simclr-my-photos-1"), RunFolder.LatestPath("simclr", "my photos", _root));
    }

    [Fact]
    public void Information_reads_back()
    {
        RunFolder folder = RunFolder.Create(In("run"));
        Assert.Null(RunInformation.Read(folder));
        RunInformation written = new() { State = RunState.Interrupted, Loss = 4.5, Steps = 3, Data = "shapes 10 abc" };
        written.Write(folder);
        RunInformation read = RunInformation.Read(folder)!;
        Assert.Equal(written, read with { Updated = written.Updated });
        File.WriteAllText(folder.Information, "{");
        Assert.Throws<InvalidDataException>(() => RunInformation.Read(folder));
    }
}
