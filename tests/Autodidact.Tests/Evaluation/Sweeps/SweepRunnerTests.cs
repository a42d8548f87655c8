using System.Xml.Linq;
using Autodidact.Configuration;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Sweeps;
using Autodidact.Evaluation.Verification;
using Autodidact.Tests.Data;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation.Sweeps;

public sealed class SweepRunnerTests : IDisposable
{
    private const string Recipe = """
        data: shapes:count=48,test=40,size=16
        batch: 8
        steps: 4
        checkpoint_every: 2
        backbone: { name: resnet18, width: 4 }
        method: { name: simclr, embedding_size: 8 }
        precision: fp32
        threads: 1
        loader_threads: 1
        """;

    private static readonly EvaluationOptions s_evaluation = new() { With = ["knn"], Threads = 1 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sweep_that_was_stopped_goes_on_where_it_was_and_ends_as_one_that_was_not()
    {
        Watcher whole = new(), stopped = new(), resumed = new(), again = new();
        SweepResult expected = await Run("whole", whole, CancellationToken.None);
        Assert.Equal((RunState.Finished, 4, 2, 4), (expected.State, expected.Runs.Count, expected.Points.Count, whole.Begun.Count));
        Assert.All(expected.Points, point => Assert.Equal(2, point.Score!.N));
        Assert.Equal(expected.Points.Max(point => point.Score!.Value), expected.Best!.Score!.Value);
        Assert.Equal(["random-init", "raw-input"], expected.Baselines.Select(row => row.Features));
        Assert.Equal("svg", XElement.Load(Path.Combine(_folder["whole"], "sweep.svg")).Name.LocalName);

        using CancellationTokenSource cancel = new();
        stopped.OnStep = (cell, step) => { if (cell == 2 && step == 2) cancel.Cancel(); };
        SweepResult part = await Run("stopped", stopped, cancel.Token);
        Assert.Equal([RunState.Finished, RunState.Interrupted, null, null], part.Runs.Select(run => run.State));
        Assert.Equal(RunState.Interrupted, part.State);
        Assert.Contains("\"interrupted\"", File.ReadAllText(Path.Combine(_folder["stopped"], "sweep.json")));
        SweepResult rest = await Run("stopped", resumed, CancellationToken.None);
        Assert.Equal(["temperature=0.5 seed=0", "temperature=0.1 seed=1", "temperature=0.5 seed=1"], resumed.Begun);
        Assert.Equal(expected.Runs.Select(run => (run.Name, run.Score, run.Loss)), rest.Runs.Select(run => (run.Name, run.Score, run.Loss)));

        await Run("stopped", again, CancellationToken.None);
        Assert.Empty(again.Begun);

        // The folder holds runs of another recipe now.
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(() => Run("stopped", new Watcher(), CancellationToken.None, "method.embedding_size=16"));
        Assert.Contains("method.embedding_size = 16", Assert.Single(refused.Mistakes).ToString());

        Task<SweepResult> Run(string name, Watcher watcher, CancellationToken token, string? set = null) =>
            new SweepRunner(Plan(name, ["temperature=0.1,0.5"], "2", set), watcher).RunAsync(s_evaluation, token);
    }

    // A decay of 1 at a rate of 1000 multiplies weights by -999 in every step.
    [Fact]
    public async Task A_run_that_diverges_is_a_result_and_data_without_labels_are_compared_by_rank()
    {
        Pictures.WriteFolder(_folder["photos"], [.. Enumerable.Range(0, 16).Select(i => $"{i:D2}.png")]);
        Watcher watcher = new();
        SweepResult sweep = await new SweepRunner(Plan("sweep", ["learning_rate=0.01,1000"], null, $"data={_folder["photos"]}", "views.size=8", "steps=31", "schedule.warmup_epochs=0", "optimizer.weight_decay=1"), watcher).RunAsync(s_evaluation);
        Assert.Equal("rankme", sweep.Score);
        Assert.Contains(watcher.Notes, note => note.Contains("no labels", StringComparison.Ordinal));
        Assert.Equal([RunState.Finished, RunState.Failed], sweep.Runs.Select(run => run.State));
        Assert.True(sweep.Runs[0].Score >= 1);
        Assert.NotNull(sweep.Runs[1].Failure);
        Assert.Equal((0, 1), (sweep.Points[0].Failed, sweep.Points[1].Failed));
        Assert.Same(sweep.Points[0], sweep.Best);
    }

    [Fact]
    public async Task Wrong_data_are_said_before_anything_starts()
    {
        ConfigurationException wrong = await Assert.ThrowsAsync<ConfigurationException>(() =>
            new SweepRunner(Plan("sweep", ["batch=8,64,128"], null), new Watcher()).RunAsync(s_evaluation));
        Assert.Equal(["64", "128"], wrong.Mistakes.Select(mistake => mistake.Value));
        Assert.False(Directory.Exists(_folder["sweep"]));
    }

    [Fact]
    public async Task Every_mistake_of_every_combination_is_said_before_anything_starts()
    {
        Pictures.WriteFolder(_folder["one"], [.. Enumerable.Range(0, 16).Select(i => $"cats/{i:D2}.png")]);
        ConfigurationException wrong = await Assert.ThrowsAsync<ConfigurationException>(() =>
            new SweepRunner(Plan("classes", ["method=simclr,supervised,supcon"], null, $"data={_folder["one"]}", "views.size=8"), new Watcher()).RunAsync(s_evaluation));
        Assert.Equal(["method = supervised", "method = supcon"], wrong.Mistakes.Select(mistake => $"{mistake.Field} = {mistake.Value}"));
        Assert.All(wrong.Mistakes, mistake => Assert.Contains("at least 2 classes", mistake.Problem));

        wrong = await Assert.ThrowsAsync<ConfigurationException>(() =>
            new SweepRunner(Plan("views", ["method=simclr,lejepa,supervised"], null, "views.study_first=color"), new Watcher()).RunAsync(s_evaluation));
        Assert.Equal(["views.study_first"], wrong.Mistakes.Select(mistake => mistake.Field));

        Directory.CreateDirectory(_folder["taken/temperature=0.5_seed=0"]);
        File.WriteAllText(_folder["taken/temperature=0.5_seed=0/notes.txt"], "not a run");
        wrong = await Assert.ThrowsAsync<ConfigurationException>(() =>
            new SweepRunner(Plan("taken", ["temperature=0.1,0.5"], null, "keep=best", "keep_by=rank"), new Watcher()).RunAsync(s_evaluation));
        Assert.Equal(["keep_by", "out"], wrong.Mistakes.Select(mistake => mistake.Field));
        Assert.False(Directory.Exists(_folder["taken/temperature=0.1_seed=0"]));
    }

    [Fact]
    public async Task A_run_that_is_not_the_recipes_is_named_and_not_judged()
    {
        await Run("knn_every=1");
        foreach (string other in (string[])["steps=6", "steps=2", "optimizer.learning_rate=0.5", "keep=best"])
        {
            ConfigurationMistake wrong = Assert.Single((await Assert.ThrowsAsync<ConfigurationException>(() => Run(other))).Mistakes);
            Assert.StartsWith(other.Replace("=", " = "), wrong.ToString());
            Assert.Contains(_folder["verify"], wrong.Problem);
        }

        // Five passes are more than the recipe's four steps, which end the run as before.
        Assert.True((await Run("epochs=5")).Holds);

        Task<VerificationResult> Run(string set) => Verifier.RunAsync(
            Plan("verify", [], null, "expected.knn=[0, 100]", "diagnose_every=0", set), new EvaluationOptions { Threads = 1 }, new Watcher());
    }

    [Fact]
    public async Task Baselines_are_those_of_each_network()
    {
        SweepResult sweep = await new SweepRunner(Plan("sweep", ["backbone.width=4,8"], null, "steps=1"), new Watcher()).RunAsync(s_evaluation);
        Assert.Equal(["random resnet18 (width=4)", "random resnet18 (width=8)", "raw input"], sweep.Baselines.Select(row => row.Name));
        Assert.Contains("width=8", File.ReadAllText(Path.Combine(_folder["sweep"], "sweep.svg")));
    }

    // A batch of 8 is too small for SimCLR, which shows at the first step.
    [Theory]
    [InlineData("[batch_too_small]", true, null)]
    [InlineData("[batch_too_small, constant_collapse]", false, "does not have the finding that the recipe expects: constant_collapse")]
    [InlineData("auto", false, "has a finding that the recipe does not expect: batch_too_small")]
    public async Task A_recipe_holds_when_every_run_has_the_findings_that_are_expected(string findings, bool holds, string? note)
    {
        VerificationResult result = await Verifier.RunAsync(
            Plan("verify", [], null, $"expected.findings={findings}", findings == "auto" ? "expected.knn=[0, 100]" : null), new EvaluationOptions { Threads = 1 }, new Watcher());
        Assert.Equal(holds, result.Holds);
        if (note is null) Assert.Empty(result.Notes);
        else Assert.Contains(note, Assert.Single(result.Notes));
    }

    [Theory]
    [InlineData("[0, 100]", "[0, 100]", true)]
    [InlineData("[0, 100]", "[100, 100]", false)]
    public async Task A_recipe_holds_when_every_figure_of_every_seed_lies_within_what_is_expected(string knn, string linear, bool holds)
    {
        Watcher watcher = new();
        VerificationResult result = await Verifier.RunAsync(Plan("verify", [], "2", $"expected.knn={knn}", $"expected.linear={linear}", "diagnose_every=0"), new EvaluationOptions { Threads = 1 }, watcher);
        Assert.Equal((RunState.Finished, holds), (result.State, result.Holds));
        Assert.Equal(["knn", "linear"], result.Figures.Select(figure => figure.Evaluation));
        Assert.All(result.Figures, figure =>
        {
            Assert.Equal(2, figure.Measured.Count);
            Assert.InRange(figure.Mean.Value, figure.Measured.Min(), figure.Measured.Max());
            Assert.NotNull(figure.Random);
            Assert.NotNull(figure.Raw);
        });
        Assert.Equal([true, holds], result.Figures.Select(figure => figure.IsInside));
        Assert.Contains("finished before", (await Verifier.RunAsync(Plan("verify", [], "2", $"expected.knn={knn}", $"expected.linear={linear}", "diagnose_every=0"), new EvaluationOptions { Threads = 1 }, watcher)).Notes[0]);
    }

    [Fact]
    public async Task Without_expectations_there_is_nothing_to_verify()
    {
        ConfigurationException wrong = await Assert.ThrowsAsync<ConfigurationException>(() => Verifier.RunAsync(Plan("verify", [], null), new EvaluationOptions(), new Watcher()));
        Assert.Equal("expected", Assert.Single(wrong.Mistakes).Field);
        string[] mistakes = [.. Assert.Throws<ConfigurationException>(() => Plan("verify", [], null, "expected.knn=[46, 38]", "expected.linear=[-1, 200]")).Mistakes.Select(mistake => mistake.Field).Order()];
        Assert.Equal(["expected.knn", "expected.linear"], mistakes);
        Assert.Contains("constant_collapse", Assert.Single(Assert.Throws<ConfigurationException>(() => Plan("verify", [], null, "expected.findings=[constant_colapse]")).Mistakes).ToString());
    }

    private SweepPlan Plan(string name, string[] grid, string? seeds, params string?[] pairs)
    {
        Setting said = new();
        RecipeReader.Read(Recipe, "recipe.yaml", said);
        foreach (string pair in pairs.OfType<string>()) said.SetPair(pair);
        return SweepPlan.Create(said, SweepGrid.Read(said, grid, seeds), _folder[name]);
    }

    private sealed class Watcher : TrainingObserver, ISweepWatcher
    {
        public List<string> Begun { get; } = [];

        public List<string> Notes { get; } = [];

        public Action<int, long>? OnStep { get; set; }

        public IEnumerable<TrainingObserver> Begins(SweepCell cell, int number, int count, int toDo)
        {
            Begun.Add(cell.Name);
            return [this];
        }

        public override void StepCompleted(TrainingStep step) => OnStep?.Invoke(Begun.Count, step.Step);

        public void Ended(SweepRun run)
        {
        }

        void ISweepWatcher.Noted(string note) => Notes.Add(note);

        public void Report(EvaluationProgress value)
        {
        }
    }
}
