using System.Formats.Tar;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>Folders as they are: broken, empty and foreign files among the pictures.</summary>
public sealed class BrokenDataTests : IDisposable
{
    private const string Horses = "weizmann-horse/horses_128.tar";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DatasetFact(Horses)]
    public async Task Broken_pictures_are_counted_named_and_skipped()
    {
        byte[] whole = UnpackPictures(30);
        File.WriteAllBytes(_folder["photos/cut.jpg"], whole[..(whole.Length / 3)]);
        File.WriteAllBytes(_folder["photos/empty.jpg"], []);
        CliResult result = (await Pretrain()).MustExit(0);
        Assert.Equal(2, result.Json.GetProperty("skipped").GetInt32());
        Assert.All(new[] { "cut.jpg", "empty.jpg" }, name => Assert.Contains(name, File.ReadAllText(_folder["run/log.txt"]), StringComparison.Ordinal));
    }

    [DatasetFact(Horses)]
    public async Task Mostly_broken_pictures_stop_the_run()
    {
        UnpackPictures(8);
        for (int index = 0; index < 8; index++) File.WriteAllText(_folder[$"photos/broken{index}.jpg"], "this is no picture");
        CliResult result = (await Pretrain()).MustExit(1);
        Assert.Equal(RunState.Failed, RunInformation.Read(RunFolder.Open(_folder["run"]))!.State);
        Assert.Contains("broken", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_pictures_says_what_it_found()
    {
        Directory.CreateDirectory(_folder["photos"]);
        for (int index = 0; index < 3; index++) File.WriteAllText(_folder[$"photos/{index}.docx"], "text");
        CliResult result = (await Pretrain()).MustExit(2);
        Assert.Contains("docx", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    private Task<CliResult> Pretrain() => Cli.RunAsync(
        _folder, "pretrain", "--data", "photos", "--out", "run", "--epochs", "2", "--batch", "8", "--backbone", "resnet18", "--set", "backbone.width=8", "--set", "views.size=32", "--json");

    /// <summary>Unpacks real photographs and gives the bytes of the last one.</summary>
    private byte[] UnpackPictures(int count)
    {
        Directory.CreateDirectory(_folder["photos"]);
        using TarReader tar = new(File.OpenRead(Datasets.PathOf(Horses)));
        string path = "";
        for (int done = 0; done < count;)
        {
            TarEntry entry = tar.GetNextEntry() ?? throw new InvalidDataException($"{Horses} holds fewer than {count} photographs.");
            if (!entry.Name.EndsWith(".jpg", StringComparison.Ordinal)) continue;
            path = _folder[$"photos/{done++}.jpg"];
            entry.ExtractToFile(path, overwrite: false);
        }

        return File.ReadAllBytes(path);
    }
}
