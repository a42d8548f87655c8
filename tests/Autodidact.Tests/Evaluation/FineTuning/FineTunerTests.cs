using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Evaluation;
using Autodidact.Evaluation.FineTuning;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;
using Autodidact.Tests.Support;
using Autodidact.Training.Optimizers;
using Xunit;

namespace Autodidact.Tests.Evaluation.FineTuning;

[Collection(EngineState.Name)]
public sealed class FineTunerTests : IDisposable
{
    private const string Data = "shapes:count=200,test=100,size=16";

    private static readonly FineTuningOptions s_short = new() { Epochs = 2, Batch = 20, Threads = 1, LoaderThreads = 1, Optimizer = new AdamWOptions { LearningRate = 0.003 } };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_network_learns_to_tell_shapes_apart()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        // Whole pictures: a crop of so small a shape may miss it.
        FineTuningOptions options = s_short with { Epochs = 12, LayerDecay = 1, Optimizer = new AdamWOptions { LearningRate = 0.01 }, Views = s_short.Views with { MinScale = 1 } };
        FineTuningResult result = await FineTuner.RunAsync(encoder, LabelledParts.Open("shapes:count=600,test=300,size=16"), options);
        Assert.True(result.Low > 0.1, $"{result.Accuracy} is no better than chance");
        Assert.Equal((300, 600, 10, 360L), (result.N, result.Labels, result.Classes, result.Steps));
        Assert.True(result.Runs[0].FinalLoss < Math.Log(10));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_with_any_number_of_loader_threads()
    {
        using Encoder encoder = Transformer();
        FineTuningOptions options = s_short with { Labels = 0.3, Dropout = 0.2, Seed = 5 };
        string Weights(string name, FineTuningOptions how, string file)
        {
            FineTuner.RunAsync(encoder, LabelledParts.Open(Data), how with { Out = _folder[name] }).GetAwaiter().GetResult();
            return Convert.ToHexString(File.ReadAllBytes(Path.Combine(_folder[name], file)));
        }

        byte[] before = TorchRuntime.GetGeneratorState();
        string first = Weights("a", options, "encoder.safetensors");
        Assert.Equal(before, TorchRuntime.GetGeneratorState());
        Assert.Equal(first, Weights("b", options with { LoaderThreads = 3 }, "encoder.safetensors"));
        Assert.Equal(File.ReadAllBytes(_folder["a/classifier.safetensors"]), File.ReadAllBytes(_folder["b/classifier.safetensors"]));
        Assert.NotEqual(first, Weights("c", options with { Seed = 6 }, "encoder.safetensors"));
    }

    [Fact]
    public async Task The_test_part_is_not_looked_at_before_everything_is_learned_and_chosen()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        FineTuningOptions options = s_short with { Optimizer = new AdamWOptions(), LearningRates = [0.001, 0.01], Epochs = 1 };
        WatchedSource test = new(DataSources.Open(Data, Split.Test)), wrong = new(DataSources.Open(Data, Split.Test), shift: 3);
        LabelledParts parts = LabelledParts.Of(DataSources.Open(Data), test), others = LabelledParts.Of(DataSources.Open(Data), wrong);
        test.Looks = 0;
        int early = 0;
        FineTuningResult result = await FineTuner.RunAsync(encoder, parts, options with { Out = _folder["right"] }, progress: new Watcher(step => early += step.Stage == "measuring" ? 0 : test.Looks));
        Assert.Equal(0, early);
        Assert.True(test.Looks >= 200);

        FineTuningResult other = await FineTuner.RunAsync(encoder, others, options with { Out = _folder["wrong"] });
        Assert.Equal(result.Runs[0].Trials, other.Runs[0].Trials);
        Assert.Equal(2, result.Runs[0].Trials.Count);
        Assert.Equal(File.ReadAllBytes(_folder["right/encoder.safetensors"]), File.ReadAllBytes(_folder["wrong/encoder.safetensors"]));
    }

    [Fact]
    public async Task Rates_go_on_at_the_end_that_is_best()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        FineTuningProgress last = default;
        FineTuningOptions options = s_short with { Optimizer = new AdamWOptions(), Epochs = 1, Scratch = true, Out = _folder["out"] };
        FineTuningResult result = await FineTuner.RunAsync(encoder, LabelledParts.Open(Data), options, progress: new Watcher(step => last = step));

        double[] tried = [.. result.Runs[0].Trials.Select(trial => Math.Round(trial.LearningRate, 7))];
        Assert.Equal([0.0003, 0.001, 0.003, 0.0001], tried.Take(4));
        Assert.Equal(tried.Length == 4, Math.Round(result.LearningRate, 7) == 0.0003);
        Assert.Equal(last.Steps, last.Step);
        Assert.Contains("learning_rates: auto", File.ReadAllText(_folder["out/finetune.yaml"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_kept_loads_again_and_predicts_the_same()
    {
        using Encoder encoder = Transformer();
        string weights = WeightsOf(encoder.Backbone);
        FineTuningResult result = await FineTuner.RunAsync(encoder, LabelledParts.Open(Data), s_short with { Epochs = 4 }, run: _folder.Path);
        Assert.Equal(weights, WeightsOf(encoder.Backbone));
        Assert.Equal(Path.Combine(_folder["finetuned"], "shapes-count-200-test-100-size-16-200-labels-1"), result.Folder);
        Assert.Equal(["classifier.json", "classifier.safetensors", "encoder.json", "encoder.safetensors", "finetune.yaml", "result.json"], Directory.EnumerateFileSystemEntries(result.Folder!).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        using Classifier classifier = Classifier.Load(result.Folder!);
        Assert.Equal(DataSources.Open(Data).Classes, classifier.Classes);
        ImageSource test = DataSources.Open(Data, Split.Test);
        int hits = 0;
        foreach (FeatureBatch batch in new FeatureReader(test, ((ImagePreprocessing)classifier.Encoder.Preprocessing).Plan(), classifier.Logits).Batches())
            hits += Enumerable.Range(0, batch.Samples.Count).Count(row => Predicted(batch, row) == test.Label(batch.Samples[row]));
        Assert.Equal(result.Accuracy, hits / 100.0);

        // Another one beside it, and what was settled can be said again.
        Setting said = new();
        RecipeReader.ReadFile(Path.Combine(result.Folder!, "finetune.yaml"), said);
        FineTuningOptions options = OptionsBinder.Bind<FineTuningOptions>(said);
        Assert.Equal((4, 20, 0.1), (options.Epochs, options.Batch, options.DropPath));
        Assert.EndsWith("-labels-2", (await FineTuner.RunAsync(encoder, LabelledParts.Open(Data), options with { Epochs = 1 }, run: _folder.Path)).Folder, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_seeds_have_an_interval_over_seeds_and_the_baseline_stands_beside_them()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        FineTuningResult result = await FineTuner.RunAsync(encoder, LabelledParts.Open(Data), s_short with { Epochs = 1, Labels = 40, Seeds = 2, Baseline = true });
        Assert.Equal(("seeds", 40), (result.Interval, result.Labels));
        Assert.Equal([0UL, 1UL], result.Runs.Select(run => run.Seed));
        Assert.Equal(result.Runs.Average(run => run.Accuracy), result.Accuracy, 12);
        Assert.Equal((FeatureOrigin.RandomInitialization, 2), (result.Baseline!.Start, result.Baseline.Runs.Count));
        FineTuningResult scratch = await FineTuner.RunAsync(encoder, LabelledParts.Open(Data), s_short with { Epochs = 1, Labels = 40, Scratch = true });
        Assert.Equal((FeatureOrigin.RandomInitialization, result.Baseline.Runs[0].Accuracy, 1.0), (scratch.Start, scratch.Accuracy, scratch.LayerDecay));
        Assert.Empty(scratch.Linear);
    }

    [Fact]
    public async Task Linear_classifiers_of_the_same_labels_stand_beside_the_baseline()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        LabelledParts parts = LabelledParts.Open(Data);
        FineTuningResult result = await FineTuner.RunAsync(encoder, parts, s_short with { Epochs = 1, Baseline = true });
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, parts, new() { With = ["linear"] });
        // All labels: what the linear probe of an evaluation sees.
        Assert.Equal([FeatureOrigin.Encoder, FeatureOrigin.RawInput], result.Linear.Select(linear => linear.Features));
        foreach (LinearFigure linear in result.Linear)
        {
            EvaluationRow row = card.Results.Single(row => row.Features == linear.Features);
            Assert.Equal((row.Value, row.Low, row.High, 100), (linear.Accuracy, linear.Low, linear.High, linear.N));
        }
    }

    [Fact]
    public async Task Mistakes_in_options_and_data_are_listed_together_and_nothing_is_made()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        LabelledParts parts = LabelledParts.Open(Data);
        async Task<string[]> Fields(FineTuningOptions options) =>
            [.. (await Assert.ThrowsAsync<ConfigurationException>(() => FineTuner.RunAsync(encoder, parts, options, run: _folder.Path))).Mistakes.Select(mistake => mistake.Field)];
        Assert.Equal(["layer_decay", "dropout", "learning_rates", "labels", "baseline"], await Fields(new() { LayerDecay = 0, Dropout = 1, LearningRates = [], Labels = 10.5, Scratch = true, Baseline = true }));
        Assert.Equal(["labels", "drop_path", "out"], await Fields(new() { Labels = 1000, DropPath = 0.1, Out = _folder.Path }));
        Assert.Equal(["labels"], await Fields(new() { Labels = 9 }));
        Assert.Equal(["batch"], await Fields(new() { Labels = 50, Batch = 51 }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Where_nothing_can_be_held_out_the_middle_rate_is_taken_and_said()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        FineTuningResult result = await FineTuner.RunAsync(encoder, LabelledParts.Open(Data), s_short with { Labels = 0.001, Batch = null, Optimizer = new AdamWOptions(), LearningRates = [0.01, 0.02, 0.03] });
        Assert.Equal((10, 0.02, 1), (result.Labels, result.LearningRate, result.LayerDecay));
        Assert.Contains(result.Notes, note => note.Contains("fewer than one a class", StringComparison.Ordinal));
        Assert.Contains(result.Notes, note => note.Contains("middle one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rate_that_breaks_the_network_is_not_chosen_and_alone_ends_it_with_a_sentence()
    {
        using Encoder encoder = Transformer();
        FineTuningOptions options = s_short with { Optimizer = new SgdOptions(), LearningRates = [0.01, 1000] };
        FineTuningResult result = await FineTuner.RunAsync(encoder, LabelledParts.Open(Data), options);
        Assert.Equal((0.01, 0.75), (result.LearningRate, result.LayerDecay));
        Assert.Contains(result.Notes, note => note.Contains("lowest of the list", StringComparison.Ordinal));
        await Assert.ThrowsAsync<Autodidact.Training.NonFiniteLossException>(() => FineTuner.RunAsync(encoder, LabelledParts.Open(Data), options with { Epochs = 20, LearningRates = [1000] }, run: _folder.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Cancelled_it_leaves_nothing()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        using CancellationTokenSource cancel = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FineTuner.RunAsync(encoder, LabelledParts.Open(Data), s_short, _folder.Path, new Watcher(step =>
        {
            if (step.Step == 3) cancel.Cancel();
        }), cancel.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Every_step_is_told_and_all_that_are_certain_are_counted_before()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        List<FineTuningProgress> told = [];
        await FineTuner.RunAsync(encoder, LabelledParts.Open(Data), s_short with { Optimizer = new AdamWOptions(), Baseline = true, Epochs = 1 }, progress: new Watcher(told.Add));
        Assert.Equal(2 * ((3 * 8) + 10), told[0].Steps);
        Assert.Equal(told[^1].Steps, told[^1].Step);
        Assert.Equal(told[^1].Steps, told.Count(step => double.IsFinite(step.Loss)));
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(pair.First.Steps <= pair.Second.Steps));
    }

    private static Encoder Transformer()
    {
        BackboneOptions options = new VitTinyOptions { Width = 16, Depth = 2, Heads = 2, PatchSize = 4 }.Resolve(16);
        using Encoder template = new(options.Create(), options, new ImagePreprocessing { Size = 16 });
        return template.AtRandomInitialisation(1);
    }

    private static int Predicted(FeatureBatch batch, int row) =>
        Enumerable.Range(0, batch.Dimension).MaxBy(i => batch.Values[(row * batch.Dimension) + i]);

    private static string WeightsOf(Module module) => string.Join(' ', module.NamedState().Select(state => state.Tensor.To(ScalarType.Float64).Sum().Item<double>()));

    private sealed class Watcher(Action<FineTuningProgress> look) : IProgress<FineTuningProgress>
    {
        public void Report(FineTuningProgress value) => look(value);
    }
}
