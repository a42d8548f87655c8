using Autodidact.Configuration;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>What the disk does to a run, and what of the run is left.</summary>
public sealed class StorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [MountFact]
    public async Task A_full_disk_ends_the_run_with_a_sentence_and_the_last_checkpoint_continues_it()
    {
        Run whole = await Pretraining.RunAsync(SmallRun.Options(_folder["whole"]));
        using SmallDisk disk = SmallDisk.Mount(_folder["disk"], "1500k")!;
        PretrainOptions options = SmallRun.Options(Path.Combine(disk.Path, "run")) with { KeepLast = 100, CheckpointEvery = 1 };

        RunStorageException full = await Assert.ThrowsAsync<RunStorageException>(() => Pretraining.RunAsync(options));
        Assert.Contains("No space left", full.Message);
        Assert.Contains(full.Checkpoint!, full.Message);
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(options.Out!, "checkpoints")).Max(), full.Checkpoint);
        Assert.DoesNotContain(Directory.EnumerateFiles(options.Out!, "*.tmp", SearchOption.AllDirectories), _ => true);

        // Not more room, but a place where nothing can be written at all.
        Assert.True(disk.Remount("ro"));
        Assert.Contains("cannot be written", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(options, resume: true))).Message);
        Assert.Contains("cannot be made", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(options with { Out = Path.Combine(disk.Path, "other") }))).Message);

        Assert.True(disk.Remount("rw,size=30m"));
        Run resumed = await Pretraining.RunAsync(options, resume: true);
        Assert.Equal(RunState.Finished, resumed.Information.State);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole.Folder.Encoder, "encoder.safetensors")), File.ReadAllBytes(Path.Combine(resumed.Folder.Encoder, "encoder.safetensors")));
    }

    [Fact]
    public async Task A_folder_removed_under_the_run_is_not_made_again()
    {
        PretrainOptions options = SmallRun.Options(_folder["run"]) with { CheckpointEvery = 5 };
        RunStorageException gone = await Assert.ThrowsAsync<RunStorageException>(() => Pretraining.RunAsync(options, observers: [new AtStep(3, () => Directory.Delete(options.Out!, recursive: true))]));
        Assert.Contains("was removed", gone.Message);
        Assert.False(Directory.Exists(options.Out));
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("flipped")]
    [InlineData("half written")]
    public async Task What_a_crash_can_leave_of_the_newest_checkpoint_does_not_change_the_end(string damage)
    {
        Run whole = await Pretraining.RunAsync(SmallRun.Options(_folder["whole"]));
        PretrainOptions options = SmallRun.Options(_folder["run"]) with { CheckpointEvery = 1 };
        using CancellationTokenSource stop = new();
        Run stopped = await Pretraining.RunAsync(options, observers: [new AtStep(4, stop.Cancel)], cancel: stop.Token);
        string newest = Path.Combine(stopped.Folder.Checkpoints, "step-00000004.safetensors"), half = Path.Combine(stopped.Folder.Checkpoints, ".step-00000005.safetensors.abcdefgh.ijk.tmp");
        byte[] bytes = File.ReadAllBytes(newest);
        if (damage == "flipped")
        {
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(newest, bytes);
        }
        else
        {
            string left = damage == "truncated" ? newest : half;
            File.WriteAllBytes(left, bytes[..(bytes.Length / 2)]);
            File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-1));     // by a process before this one
        }

        List<string> notes = [];
        Run resumed = await Pretraining.RunAsync(options, resume: true, observers: [new NoteTaker(notes)]);

        Assert.Equal(damage != "half written", notes.Any(note => note.Contains("is damaged")));
        Assert.False(File.Exists(half));
        Assert.Equal(SmallRun.Steps + 2, File.ReadLines(resumed.Folder.Metrics).Count(line => !line.Contains("\"finding\"", StringComparison.Ordinal)));
        foreach (string file in (string[])["encoder/encoder.safetensors", "encoder/encoder.json", $"checkpoints/step-{SmallRun.Steps:00000000}.safetensors"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole.Folder.FullPath, file)), File.ReadAllBytes(Path.Combine(resumed.Folder.FullPath, file)));
    }

    private sealed class AtStep(long step, Action what) : TrainingObserver
    {
        public override void StepCompleted(TrainingStep done)
        {
            if (done.Step == step) what();
        }
    }

    private sealed class NoteTaker(List<string> notes) : TrainingObserver
    {
        public override void Noted(string note) => notes.Add(note);
    }
}
