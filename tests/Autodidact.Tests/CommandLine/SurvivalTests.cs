using System.Diagnostics;
using System.Text.Json;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>A run that is killed at any moment, checkpoints half written or not, ends as if nothing had been.</summary>
public sealed class SurvivalTests : IDisposable
{
    private const int Steps = 80, Epochs = 10;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Five kills, or fifty where <c>AUTODIDACT_SLOW=1</c> asks for it, of which some must then have met the writing of a checkpoint.</summary>
    [Fact]
    public async Task A_run_killed_at_random_moments_ends_in_the_bytes_of_one_that_was_not()
    {
        bool slow = Environment.GetEnvironmentVariable("AUTODIDACT_SLOW") == "1";
        int kills = slow ? 50 : 5, runs = 0, inWriting = 0, early = 0;
        Random random = new(20260301);
        Stopwatch clock = Stopwatch.StartNew();
        (await Cli.RunAsync(_folder, Arguments("whole"))).MustExit(0);
        TimeSpan duration = clock.Elapsed;
        string whole = Result("whole");

        for (int killed = 0; killed < kills;)
        {
            string name = $"killed{++runs}";
            while (killed < kills)
            {
                using Cli life = Cli.Start(_folder, Arguments(name, "--resume"));
                await Task.Delay(random.NextDouble() * 0.6 * duration);      // less than a life needs, so that runs are killed several times
                life.Signal("KILL");
                CliResult end = await life.EndAsync();
                if (end.MustExit(end.ExitCode == 0 ? 0 : 137).ExitCode == 0) break;
                killed++;
                string checkpoints = _folder[$"{name}/checkpoints"];
                if (!Directory.Exists(checkpoints)) early++;
                else if (IsBeingWritten(name)) inWriting++;
            }
            (await Cli.RunAsync(_folder, Arguments(name, "--resume"))).MustExit(0);
            Assert.Equal(whole, Result(name));
            Assert.Empty(Directory.EnumerateFiles(_folder[name], ".*.tmp", SearchOption.AllDirectories));
        }
        await Console.Out.WriteLineAsync($"{kills} kills over {runs} runs: {early} before the first checkpoint's folder, {inWriting} inside the writing of a checkpoint");
        if (slow) Assert.NotEqual(0, inWriting);
    }

    /// <summary>Not left to chance: the second checkpoint or a later one is seen on its way, of a network that takes a while to write.</summary>
    [Fact]
    public async Task A_run_killed_in_the_writing_of_a_checkpoint_ends_in_the_bytes_of_one_that_was_not()
    {
        const int attempts = 10;
        string[] large = ["--set", "backbone.width=16", "--epochs", "1"];
        (await Cli.RunAsync(_folder, Arguments("whole", large))).MustExit(0);
        for (int attempt = 1; ; attempt++)
        {
            Assert.True(attempt <= attempts, $"not one of {attempts} kills came before the checkpoint was whole");
            string name = $"killed{attempt}";
            using Cli life = Cli.Start(_folder, Arguments(name, large));
            bool seen = await life.UntilAsync(() => IsBeingWritten(name) && Directory.EnumerateFiles(_folder[$"{name}/checkpoints"], "step-*").Any());
            life.Kill();
            await life.EndAsync();
            if (!seen || !IsBeingWritten(name)) continue;

            (await Cli.RunAsync(_folder, Arguments(name, [.. large, "--resume"]))).MustExit(0);
            Assert.Contains("continued after step", File.ReadAllText(_folder[$"{name}/log.txt"]));
            Assert.Equal(Result("whole", Steps / Epochs, 1), Result(name, Steps / Epochs, 1));
            Assert.False(IsBeingWritten(name));
            return;
        }
    }

    [Fact]
    public async Task A_finished_run_says_so_and_ends_well_and_resuming_excludes_starting_from_weights()
    {
        (await Cli.RunAsync(_folder, Arguments("run", "--steps", "2", "--resume"))).MustExit(0);     // nothing was there: it starts
        CliResult again = (await Cli.RunAsync(_folder, Arguments("run", "--steps", "2", "--resume", "--json"))).MustExit(0);
        Assert.Contains("nothing is left to do", again.Error);
        Assert.Equal("finished", again.Json.GetProperty("state").GetString());
        Assert.Contains("made for 2", (await Cli.RunAsync(_folder, "pretrain", "--out", "run", "--resume", "--steps", "1")).MustExit(2).Error);

        Assert.Contains("from", (await Cli.RunAsync(_folder, Arguments("other", "--from", "run", "--resume"))).MustExit(2).Error);
        Assert.False(Directory.Exists(_folder["other"]));
        // A launcher that restarts a process says the same words again.
        for (int restart = 0; restart < 2; restart++)
        {
            using Cli restarted = Cli.Start(_folder, new Dictionary<string, string> { ["TORCHELASTIC_RESTART_COUNT"] = "1" }, Arguments("other", "--from", "run", "--steps", "3"));
            CliResult end = (await restarted.EndAsync()).MustExit(0);
            Assert.Contains(restart == 0 ? "starting from step 2" : "nothing is left to do", end.Error);
        }
        JsonElement runs = (await Cli.RunAsync(_folder, "runs", ".", "--json")).MustExit(0).Json.GetProperty("runs");
        Assert.Equal(["./other finished 3", "./run finished 2"], runs.EnumerateArray().Select(run => $"{run.GetProperty("run")} {run.GetProperty("state")} {run.GetProperty("total_steps")}"));
        Assert.Contains("nowhere", (await Cli.RunAsync(_folder, "runs", "nowhere")).MustExit(2).Error);
    }

    [Fact]
    public async Task A_running_run_is_listed_and_guarded_by_the_number_of_its_process()
    {
        using Cli first = Cli.Start(_folder, Arguments("run", "--epochs", "10000"));
        await first.UntilLinesAsync(_folder["run/metrics.jsonl"], 2);
        CliResult refused = (await Cli.RunAsync(_folder, Arguments("run", "--resume", "--epochs", "10000"))).MustExit(2);
        JsonElement listed = (await Cli.RunAsync(_folder, "runs", ".", "--json")).MustExit(0).Json.GetProperty("runs")[0];
        Assert.Equal("running", listed.GetProperty("state").GetString());
        Assert.Contains($"process {listed.GetProperty("process_id")} on", refused.Error);
        first.Signal("KILL");
        (await first.EndAsync()).MustExit(137);
        listed = (await Cli.RunAsync(_folder, "runs", ".", "--json")).MustExit(0).Json.GetProperty("runs")[0];
        Assert.Equal("interrupted", listed.GetProperty("state").GetString());
    }

    private static string[] Arguments(string name, params string[] more) =>
    [
        "pretrain", "--data", "shapes:count=64,size=16", "--batch", "8", "--backbone", "resnet18", "--set", "backbone.width=4", "--set", "method.embedding_size=8",
        "--set", "knn_every=1", "--keep", "best", "--checkpoint-every", "1", "--precision", "fp32", "--threads", "1", "--loader-threads", "1", "--out", name,
        .. more.Contains("--steps") || more.Contains("--epochs") ? [] : (string[])["--epochs", $"{Epochs}"], .. more,
    ];

    private bool IsBeingWritten(string name) => Directory.Exists(_folder[$"{name}/checkpoints"]) && Directory.EnumerateFiles(_folder[$"{name}/checkpoints"], ".*.tmp").Any();

    /// <summary>All that a run leaves behind that must not depend on kills: names and contents of checkpoints and encoder, and the metrics without times.</summary>
    private string Result(string name, int steps = Steps, int epochs = Epochs)
    {
        List<string> lines = [.. File.ReadLines(_folder[$"{name}/metrics.jsonl"]).Where(line => !line.Contains("\"finding\"")).Select(WithoutTimes)];
        Assert.Equal(Enumerable.Range(1, steps), lines.Where(line => !line.Contains("epoch_loss")).Select(StepOf));
        Assert.Equal(Enumerable.Range(1, epochs).Select(epoch => epoch * steps / epochs), lines.Where(line => line.Contains("epoch_loss")).Select(StepOf));
        foreach (string file in Directory.EnumerateFiles(_folder[$"{name}/checkpoints"]).Concat(Directory.EnumerateFiles(_folder[$"{name}/encoder"])).Order())
            lines.Add($"{Path.GetFileName(file)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}");
        return string.Join('\n', lines);
    }

    private static string WithoutTimes(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return string.Join(' ', json.RootElement.EnumerateObject().Where(figure => figure.Name is not ("images_per_second" or "data_wait")).Select(figure => $"{figure.Name}={figure.Value}"));
    }

    private static int StepOf(string line) => int.Parse(line.Split('=', ' ')[1]);
}
