using System.Diagnostics;
using System.Text.Json;
using Autodidact.Tests.Data;
using Autodidact.Tests.Distributed;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>Runs of several real processes: what they learn, and what becomes of them when one is lost.</summary>
public sealed class ProcessesTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_processes_learn_what_one_learns_and_stop_and_go_on_together()
    {
        (await Cli.RunAsync(_folder, Arguments("one", epochs: 3))).MustExit(0);
        CliResult two = (await Cli.RunAsync(_folder, Arguments("two", epochs: 3, "--processes", "2", "--json"))).MustExit(0);
        Assert.Equal(12, two.Json.GetProperty("steps").GetInt32());
        double[] expected = Losses("one"), actual = Losses("two");
        Assert.Equal(expected.Length, actual.Length);
        // The first steps agree to rounding; a step later each rounding has moved every weight.
        Assert.All(Enumerable.Range(0, 2), step => Assert.Equal(expected[step], actual[step], 1e-4));
        Assert.All(Enumerable.Range(2, 10), step => Assert.Equal(expected[step], actual[step], 0.05));

        using (Cli stopped = Cli.Start(_folder, Arguments("stopped", epochs: 3, "--processes", "2", "--json")))
        {
            await stopped.UntilLinesAsync(_folder["stopped/metrics.jsonl"], 2);
            stopped.Signal("INT");
            CliResult end = await stopped.EndAsync();
            if (end.ExitCode != 0) Assert.Equal("interrupted", end.MustExit(130).Json.GetProperty("state").GetString());
        }
        (await Cli.RunAsync(_folder, Arguments("stopped", epochs: 3, "--processes", "2", "--resume"))).MustExit(0);
        Assert.Equal(Bytes("two", 12), Bytes("stopped", 12));
    }

    [Fact]
    public async Task A_killed_process_is_named_and_the_run_goes_on_where_restarts_are_allowed()
    {
        (await Cli.RunAsync(_folder, Arguments("whole", epochs: 10, "--processes", "2"))).MustExit(0);
        using Cli run = Cli.Start(_folder, Arguments("killed", epochs: 10, "--processes", "2", "--max-restarts", "1"));
        await run.UntilLinesAsync(_folder["killed/metrics.jsonl"], 8);
        Kill("KILL", RankOf(run, 1));
        CliResult end = (await run.EndAsync()).MustExit(0);
        Assert.Contains("rank 1", end.Error, StringComparison.Ordinal);
        Assert.Contains("killed by signal 9", end.Error, StringComparison.Ordinal);
        Assert.Contains("1 of at most 1 restarts", end.Error, StringComparison.Ordinal);
        Assert.Equal(Bytes("whole", 40), Bytes("killed", 40));
        Assert.Equal(Losses("whole"), Losses("killed"));
    }

    [Fact]
    public async Task A_signal_to_any_process_stops_all_of_them_with_their_state_saved()
    {
        using Cli run = Cli.Start(_folder, Arguments("run", epochs: 100_000, "--processes", "2", "--json"));
        await run.UntilLinesAsync(_folder["run/metrics.jsonl"], 8);
        Kill("TERM", RankOf(run, 1));
        Assert.Equal("interrupted", (await run.EndAsync()).MustExit(130).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_error_of_its_own_is_said_once_and_not_tried_again()
    {
        Pictures.WriteFolder(_folder.Path, [.. Enumerable.Range(0, 12).Select(index => $"photos/{index}.png")]);
        for (int index = 0; index < 20; index++) File.WriteAllText(_folder[$"photos/broken{index}.png"], "this is no picture");
        string[] command = [.. Arguments("run", epochs: 3, "--processes", "2", "--max-restarts", "2").Select(word => word == "shapes:count=64,size=16" ? "photos" : word), "--set", "views.size=16"];
        CliResult failed = (await Cli.RunAsync(_folder, command)).MustExit(1);
        Assert.Contains("maximum_bad_share", Assert.Single(failed.Error.Split('\n'), line => line.StartsWith("error:", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("anew", failed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task A_process_that_hangs_is_named_and_the_others_end(int rank)
    {
        using Cli run = Cli.Start(_folder, Arguments("run", epochs: 100_000, "--processes", "2"));
        await run.UntilLinesAsync(_folder["run/metrics.jsonl"], 8);
        int hanging = RankOf(run, rank), other = RankOf(run, 1 - rank);
        Kill("STOP", hanging);
        long start = Stopwatch.GetTimestamp();
        while (Directory.Exists($"/proc/{other}") && Stopwatch.GetElapsedTime(start) < 2 * s_limit) await Task.Delay(100);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        CliResult end = (await run.EndAsync()).MustExit(1);     // the launcher ends what still hangs
        Assert.True(took < s_limit, $"the other process ended after {took.TotalSeconds:0.0} s");
        Assert.Contains($"Rank {rank} ", end.Error, StringComparison.Ordinal);
        Assert.Contains($"process {hanging}", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_threads_than_cores_end_well_too() =>
        (await Cli.RunAsync(_folder, "pretrain", "--data", "shapes:count=32,size=16", "--batch", "16", "--set", "backbone.width=4", "--epochs", "1", "--threads", $"{Environment.ProcessorCount + 1}", "--out", "run")).MustExit(0);

    [Fact]
    public async Task Processes_that_another_launcher_starts_meet_by_its_environment()
    {
        string port = Worlds.FreePort().ToString();
        using Cli first = Start(0), second = Start(1);
        CliResult end = (await first.EndAsync()).MustExit(0);
        (await second.EndAsync()).MustExit(0);
        Assert.Equal(4, end.Json.GetProperty("steps").GetInt32());
        Assert.Equal(2, JsonDocument.Parse(File.ReadAllText(_folder["run/run.json"])).RootElement.GetProperty("processes").GetInt32());

        Cli Start(int rank) => Cli.Start(_folder, new() { ["RANK"] = $"{rank}", ["WORLD_SIZE"] = "2", ["LOCAL_RANK"] = $"{rank}", ["LOCAL_WORLD_SIZE"] = "2", ["MASTER_ADDR"] = "127.0.0.1", ["MASTER_PORT"] = port }, Arguments("run", epochs: 1, "--json"));
    }

    [Fact]
    public async Task A_run_that_goes_on_with_more_processes_shares_the_cores_among_them()
    {
        string[] start = ["pretrain", "--data", "shapes:count=32,size=16", "--batch", "16", "--set", "backbone.width=4", "--precision", "fp32", "--set", "knn_every=0", "--out", "run", "--threads", "2", "--loader-threads", "17"];
        (await Cli.RunAsync(_folder, [.. start, "--epochs", "1"])).MustExit(0);
        Assert.Contains("\nloader_threads: 17\n", Recipe());      // more than are ever chosen
        CliResult two = await GoOn("--epochs", "2");
        Assert.Contains("by 1 process and goes on with 2 processes", two.Error);
        Assert.Contains($"\nthreads: {Math.Max(1, Environment.ProcessorCount / 2)}\n", Recipe());
        Assert.DoesNotContain("loader_threads: 17", Recipe());
        await GoOn("--epochs", "3", "--loader-threads", "18");
        await GoOn("--epochs", "4");
        Assert.Contains("\nloader_threads: 18\n", Recipe());       // said once, and as many processes as then

        async Task<CliResult> GoOn(params string[] more) => (await Cli.RunAsync(_folder, ["pretrain", "--resume", "--out", "run", "--processes", "2", .. more])).MustExit(0);
        string Recipe() => File.ReadAllText(_folder["run/recipe.yaml"]);
    }

    [Fact]
    public async Task All_mistakes_come_at_once_and_once()
    {
        CliResult wrong = (await Cli.RunAsync(_folder, Arguments("run", epochs: 1, "--processes", "0", "--max-restarts", "x", "--set", "method.temperature=-1"))).MustExit(2);
        foreach (string field in (string[])["processes", "max_restarts", "method.temperature"]) Assert.Contains(field, wrong.Error, StringComparison.Ordinal);
        CliResult uneven = (await Cli.RunAsync(_folder, Arguments("run", epochs: 1, "--processes", "3"))).MustExit(2);
        Assert.Single(uneven.Error.Split('\n'), line => line.Contains("must be a multiple of 3", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public async Task Embedding_with_several_processes_writes_the_same_file()
    {
        (await Cli.RunAsync(_folder, Arguments("run", epochs: 1))).MustExit(0);
        string[] embed = ["embed", "run", "--data", "shapes:count=700,size=16", "--threads", "1", "--out"];
        (await Cli.RunAsync(_folder, [.. embed, "one.npy"])).MustExit(0);
        Assert.Equal(700, (await Cli.RunAsync(_folder, [.. embed, "two.npy", "--processes", "2", "--json"])).MustExit(0).Json.GetProperty("count").GetInt32());
        Assert.Equal(File.ReadAllBytes(_folder["one.npy"]), File.ReadAllBytes(_folder["two.npy"]));
        Assert.Equal(File.ReadAllText(_folder["one.ids.jsonl"]), File.ReadAllText(_folder["two.ids.jsonl"]));
    }

    private static string[] Arguments(string run, int epochs, params string[] more) =>
    [
        "pretrain", "--data", "shapes:count=64,size=16", "--method", "simclr", "--batch", "16", "--set", "backbone.width=4", "--precision", "fp32", "--threads", "1", "--loader-threads", "1",
        "--set", "knn_every=0", "--checkpoint-every", "3", "--epochs", $"{epochs}", "--out", run, .. more,
    ];

    private double[] Losses(string run) => [.. File.ReadLines(_folder[$"{run}/metrics.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("loss", out _)).Select(line => line.GetProperty("loss").GetDouble())];

    private byte[] Bytes(string run, int step) => File.ReadAllBytes(_folder[$"{run}/checkpoints/step-{step:00000000}.safetensors"]);

    private static void Kill(string signal, int process)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process}"]);
        kill.WaitForExit();
    }

    /// <summary>The process that a launcher started as a rank.</summary>
    private static int RankOf(Cli launcher, int rank)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                // The parent is the fourth word, counted after the name in brackets, which may hold anything.
                string status = File.ReadAllText(Path.Combine(folder, "stat"));
                if (int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1]) != launcher.Id) continue;
                if (File.ReadAllText(Path.Combine(folder, "environ")).Split('\0').Contains($"RANK={rank}")) return int.Parse(Path.GetFileName(folder));
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }
        throw new InvalidOperationException($"The launcher has no process of rank {rank}.");
    }
}
