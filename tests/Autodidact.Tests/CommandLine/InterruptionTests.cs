using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>A run that was stopped goes on as if it had not been.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DatasetTheory(PretrainedRun.DataSet)]
    [InlineData("INT", 130)]
    [InlineData("KILL", 137)]
    public async Task A_stopped_run_ends_in_the_bytes_of_one_that_was_not(string signal, int status)
    {
        string[] length = ["--epochs", "3", "--checkpoint-every", "5"];
        (await Cli.RunAsync(_folder, PretrainedRun.Arguments("whole", length))).MustExit(0);

        using (Cli stopped = Cli.Start(_folder, PretrainedRun.Arguments("stopped", length)))
        {
            await stopped.UntilLinesAsync(_folder["stopped/metrics.jsonl"], 8);
            stopped.Signal(signal);
            (await stopped.EndAsync()).MustExit(status);
        }

        Assert.True(File.ReadLines(_folder["stopped/metrics.jsonl"]).Count() < 24, "the run was over before it was stopped");
        (await Cli.RunAsync(_folder, "pretrain", "--out", "stopped", "--resume")).MustExit(0);
        Assert.Equal(File.ReadAllBytes(_folder["whole/encoder/encoder.safetensors"]), File.ReadAllBytes(_folder["stopped/encoder/encoder.safetensors"]));
    }
}
