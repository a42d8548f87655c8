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
    public void A_second_process_is_refused_by_the_name_of_the_first()
    {
        RunFolder folder = RunFolder.Create(In("run"));
        using (folder.Lock())
        {
            string refusal = Assert.Throws<ConfigurationException>(() => folder.Lock()).Message;
            Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", refusal);
            Assert.Contains(Path.GetFileName(Environment.ProcessPath)!, refusal);
        }
        using RunLock again = folder.Lock();
        Assert.Null(again.Note);
    }

    [Fact]
    public void A_lock_that_a_killed_process_left_is_taken_over_and_said()
    {
        RunFolder folder = RunFolder.Create(In("run"));
        File.WriteAllText(In("run", ".lock"), "");
        File.WriteAllText(In("run", ".lock.json"), """{"program":"autodidact","process_id":4000000,"host":"elsewhere","started":"2026-01-02T03:04:05+00:00"}""");
        using (RunLock held = folder.Lock())
            Assert.Contains("process 4000000 on elsewhere", held.Note);
        File.WriteAllText(In("run", ".lock.json"), "{");
        using RunLock damaged = folder.Lock();
        Assert.Null(damaged.Note);
    }

    [Fact]
    public void A_folder_that_another_run_has_replaced_is_noticed()
    {
        RunFolder folder = RunFolder.Create(In("run"));
        using RunLock first = folder.Lock();
        first.Check();
        Directory.Delete(In("run"), recursive: true);
        using RunLock second = RunFolder.Create(In("run")).Lock();
        Assert.Contains("was replaced", Assert.Throws<IOException>(first.Check).Message);
        second.Check();
    }

    [Fact]
    public void Runs_are_listed_with_what_has_become_of_them()
    {
        Start("finished", new() { State = RunState.Finished, Steps = 8, TotalSteps = 8, Loss = 1.5 });
        Start("killed", new() { State = RunState.Running, Steps = 4, TotalSteps = 8 });
        Start("failed", new() { State = RunState.Failed, Failure = "the disk is full" });
        Start("new", null);
        File.WriteAllText(Start("damaged", null).Information, "{");
        File.WriteAllText(Start("unread", new() { State = RunState.Finished }).Recipe, "method: nothing");
        Directory.CreateDirectory(In("other"));
        using RunLock held = Start("running", new() { State = RunState.Interrupted, Steps = 2 }).Lock();

        Dictionary<string, RunSummary> runs = RunListing.Of(_root).ToDictionary(run => Path.GetFileName(run.Run));
        Assert.Equal(["damaged", "failed", "finished", "killed", "new", "running", "unread"], runs.Keys);
        Assert.Equal((RunState.Finished, "dcl", "resnet18", "shapes", 8L, 8L, 1.5), (runs["finished"].State, runs["finished"].Method, runs["finished"].Backbone, runs["finished"].Data, runs["finished"].Steps, runs["finished"].TotalSteps, runs["finished"].Loss));
        Assert.Equal((RunState.Interrupted, null, 4L), (runs["killed"].State, runs["killed"].ProcessId, runs["killed"].Steps));
        Assert.Equal((RunState.Failed, "the disk is full"), (runs["failed"].State, runs["failed"].Failure));
        Assert.Equal((RunState.Interrupted, null), (runs["new"].State, runs["new"].TotalSteps));
        Assert.Equal((RunState.Running, Environment.ProcessId), (runs["running"].State, runs["running"].ProcessId));
        Assert.Equal((RunState.Interrupted, "run.json is damaged; what has become of the run is not known"), (runs["damaged"].State, runs["damaged"].Failure));
        Assert.Equal("recipe.yaml cannot be read: wrong is method = nothing (line 1) and 1 more", runs["unread"].Failure);
        Assert.Equal("killed", Path.GetFileName(Assert.Single(RunListing.Of(In("killed"))).Run));
        Assert.Empty(RunListing.Of(In("nowhere")));
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("# nothing but words\n", "data is not said")]
    [InlineData("data: shapes\nmethod: [", "the file is not valid YAML (line 3)")]
    [InlineData("data: shapes\nnonsense: 1\n", "nonsense there is no such setting (line 2)")]
    public void What_is_wrong_with_a_recipe_is_listed_in_few_words(string recipe, string words)
    {
        File.WriteAllText(Start("run", null).Recipe, recipe);
        Assert.Equal($"recipe.yaml cannot be read: {words}", RunListing.Of(_root).Single().Failure);
    }

    [Fact]
    public void When_a_run_last_said_something_is_left_out_where_it_is_not_known()
    {
        File.WriteAllText(Start("run", null).Information, "{}");
        Assert.Null(RunListing.Of(_root).Single().Updated);
    }

    private RunFolder Start(string name, RunInformation? information)
    {
        RunFolder folder = RunFolder.Create(In(name));
        folder.WriteRecipe(new PretrainOptions { Data = "shapes" });
        information?.Write(folder);
        return folder;
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
        RunInformation written = new() { State = RunState.Interrupted, Loss = 4.5, Steps = 3, Data = "shapes 10 abc", Findings = ["duplicates"] };
        written.Write(folder);
        RunInformation read = RunInformation.Read(folder)!;
        Assert.Equal(written, read with { Updated = written.Updated, Findings = written.Findings });
        Assert.Equal(written.Findings, read.Findings);
        File.WriteAllText(folder.Information, "{");
        Assert.Throws<InvalidDataException>(() => RunInformation.Read(folder));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"seconds\": 1e999}")]
    public void Information_that_could_not_be_written_again_is_not_read(string json)
    {
        RunFolder folder = RunFolder.Create(In("run"));
        File.WriteAllText(folder.Information, json);
        Assert.Contains("run.json", Assert.Throws<InvalidDataException>(() => RunInformation.Read(folder)).Message);
    }

    [Theory]
    [InlineData("ref: refs/heads/main", "short refs/heads/main", null)]
    [InlineData("nonsense", "", null)]
    [InlineData("ref: a\0b", "", null)]
    [InlineData("ref: refs/heads/main", "0123456789012345678901234567890123456789 refs/heads/main", "0123456789012345678901234567890123456789")]
    public void A_damaged_repository_is_as_good_as_none(string head, string packed, string? commit)
    {
        Directory.CreateDirectory(In(".git"));
        File.WriteAllText(In(".git", "HEAD"), head);
        File.WriteAllText(In(".git", "packed-refs"), packed + "\n");
        Assert.Equal(commit, GitCommit.Find(_root));
    }
}
