using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>A run that was stopped goes on as if it had not been.</summary>
[Collection(PretrainedRun.Collection)]
public sealed class InterruptionTests(PretrainedRun whole) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DatasetTheory(PretrainedRun.DataSet)]
    [InlineData("INT", 130)]
    [InlineData("KILL", 137)]
    public async Task A_stopped_run_ends_in_the_bytes_of_one_that_was_not(string signal, int status)
    {
        whole.Result!.MustExit(0);
        // On a busy machine a run may be over before the signal comes: then another one is stopped.
        for (int attempt = 1; ; attempt++)
        {
            using Cli stopped = Cli.Start(_folder, PretrainedRun.Arguments("stopped", "--epochs", "2", "--checkpoint-every", "3", "--json"));
            // Checkpoints are written beside the steps: that of step 3 may come after step 4.
            await stopped.UntilAsync(() => File.Exists(_folder["stopped/run.json"]) && RunInformation.Read(RunFolder.Open(_folder["stopped"])) is { Steps: >= 3 });
            stopped.Signal(signal);
            CliResult end = await stopped.EndAsync();
            if (end.ExitCode == 0 && attempt < 5)
            {
                Directory.Delete(_folder["stopped"], recursive: true);
                continue;
            }
            end.MustExit(status);
            if (signal == "INT")
                Assert.Equal("interrupted", end.Json.GetProperty("state").GetString());
            break;
        }

        Assert.True(File.ReadLines(_folder["stopped/metrics.jsonl"]).Count() < PretrainedRun.Steps, "the run was over before it was stopped");
        Assert.InRange(RunInformation.Read(RunFolder.Open(_folder["stopped"]))!.Steps, 3, PretrainedRun.Steps - 1);
        (await Cli.RunAsync(_folder, "pretrain", "--out", "stopped", "--resume")).MustExit(0);
        Assert.Equal(File.ReadAllBytes(whole["encoder/encoder.safetensors"]), File.ReadAllBytes(_folder["stopped/encoder/encoder.safetensors"]));
    }
}
