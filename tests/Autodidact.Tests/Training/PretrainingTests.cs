using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Clustering;
using Autodidact.Methods.Distillation;
using Autodidact.Methods.InstanceLearning;
using Autodidact.Models;
using Autodidact.Tests.Distributed;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>Real runs, as small as runs can be.</summary>
public sealed class PretrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_leaves_a_folder_that_says_everything()
    {
        Run run = await Pretraining.RunAsync(Options("run"));
        Assert.Equal(RunState.Finished, run.Information.State);
        Assert.Equal((6, 2.0), (run.Information.Steps, run.Information.Epochs));
        Assert.True(double.IsFinite(run.Information.Loss!.Value));
        foreach (string file in (string[])["recipe.yaml", "run.json", "metrics.jsonl", "views.png", "log.txt", "encoder/encoder.safetensors", "encoder/encoder.json"])
            Assert.True(File.Exists(Path.Combine(run.Folder.FullPath, file)), file);
        Assert.Equal(6 + 2, File.ReadLines(run.Folder.Metrics).Count(line => !line.Contains("\"finding\"", StringComparison.Ordinal)));
        using Encoder encoder = Encoder.Load(run.Folder.Encoder);
        Assert.Equal((32, 6, "simclr"), (encoder.FeatureSize, encoder.Description.Provenance.Steps, encoder.Description.Provenance.Method));
        Assert.Contains("--resume", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(Options("run")))).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_stopped_run_continues_to_the_same_bytes_and_metrics(int chunks)
    {
        PretrainOptions Options(string name) => this.Options(name) with { Chunks = chunks };
        Run whole = await Pretraining.RunAsync(Options("whole"));
        using CancellationTokenSource source = new();
        Run stopped = await Pretraining.RunAsync(Options("parts"), observers: [new Stopper(source, 4)], cancel: source.Token);
        Assert.Equal((RunState.Interrupted, 4), (stopped.Information.State, stopped.Information.Steps));
        File.AppendAllText(stopped.Folder.Metrics, "{\"step\":5,\"loss\":1}\n{\"step\":6,\"lo");      // as a killed process may leave it

        Run resumed = await Pretraining.RunAsync(Options("parts") with { LoaderThreads = 2 }, resume: true);
        Assert.Equal((RunState.Finished, 1), (resumed.Information.State, resumed.Information.Resumed));
        Assert.Equal(Bytes(whole, "encoder/encoder.safetensors"), Bytes(resumed, "encoder/encoder.safetensors"));
        Assert.Equal(Bytes(whole, "checkpoints/step-00000006.safetensors"), Bytes(resumed, "checkpoints/step-00000006.safetensors"));
        Assert.Equal(Losses(whole), Losses(resumed));

        Run again = await Pretraining.RunAsync(Options("parts"), resume: true);
        Assert.Equal((RunState.Finished, 1), (again.Information.State, again.Information.Resumed));
    }

    // What a method keeps beside its weights, a queue, a centre, clusters, a memory, is part of its state, or this run ends elsewhere.
    [Theory]
    [MemberData(nameof(WorldSizeTests.Methods), MemberType = typeof(WorldSizeTests))]
    public async Task A_run_of_any_method_continues_from_the_middle_of_a_pass_to_the_same_bytes(string name)
    {
        const int middle = 4;
        PretrainOptions Options(string folder) => this.Options(folder) with { Method = WithAllState(name), Backbone = SmallBackbones.For(WithAllState(name)), CheckpointEvery = SmallRun.Steps, DiagnoseEvery = 0 };
        Run whole = await Pretraining.RunAsync(Options("whole"));
        using CancellationTokenSource source = new();
        PretrainOptions watched = Options("parts") with { DiagnoseEvery = 1 };       // who looks changes nothing
        Run stopped = await Pretraining.RunAsync(watched, observers: [new Stopper(source, middle)], cancel: source.Token);
        Assert.Equal((RunState.Interrupted, middle), (stopped.Information.State, stopped.Information.Steps));
        Run resumed = await Pretraining.RunAsync(watched, resume: true);
        Assert.Equal(RunState.Finished, resumed.Information.State);
        Assert.Equal(Bytes(whole, "checkpoints/step-00000006.safetensors"), Bytes(resumed, "checkpoints/step-00000006.safetensors"));
    }

    [Theory]
    [MemberData(nameof(WorldSizeTests.Methods), MemberType = typeof(WorldSizeTests))]
    public async Task Any_method_trains_a_vision_transformer(string name)
    {
        Run run = await Pretraining.RunAsync(Options("run") with { Method = WithAllState(name), Backbone = SmallBackbones.TransformerFor(WithAllState(name)) with { DropPath = 0.2, LayerScale = 0.1 }, Epochs = 1, Precision = Precision.Bf16 });
        using Encoder encoder = Encoder.Load(run.Folder.Encoder);
        using Tensor features = encoder.Embed(Tensor.Ones([2, 3, 16, 16]));
        Assert.Equal([2L, 16L], features.Shape.ToArray());
        Assert.All(features.ToArray<float>(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public async Task A_head_layer_can_belong_to_what_is_kept()
    {
        Run run = await Pretraining.RunAsync(Options("run") with { Method = new SimClrOptions { HeadLayers = 3, KeepHeadLayer = true, HiddenSize = 12, EmbeddingSize = 8 } });
        using Encoder encoder = Encoder.Load(run.Folder.Encoder);
        Assert.Equal((12, 12), (encoder.FeatureSize, encoder.Description.Backbone.HeadSize));
        Assert.Contains("kept_head.0.weight", encoder.Backbone.NamedState().Select(entry => entry.Name));
        using Tensor features = encoder.Backbone.Forward(Tensor.Ones([2, 3, 16, 16]));
        Assert.Equal([2L, 12L], features.Shape.ToArray());
        Assert.Contains("at least two layers", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(Options("one") with { Method = new SimClrOptions { HeadLayers = 1, KeepHeadLayer = true } }))).Message);
    }

    [Fact]
    public async Task Why_the_number_format_was_chosen_is_told_as_it_was()
    {
        NoteTaker asked = new(), resumed = new();
        await Pretraining.RunAsync(Options("run"), observers: [asked]);
        await Pretraining.RunAsync(Options("run") with { Precision = Precision.Auto }, resume: true, observers: [resumed]);
        Assert.Contains("fp32, as asked", asked.Notes);
        Assert.Contains("fp32, as the run was started", resumed.Notes);
    }

    [Fact]
    public async Task A_run_killed_after_its_last_checkpoint_is_finished_by_resuming()
    {
        Run run = await Pretraining.RunAsync(Options("run"));
        byte[] encoder = Bytes(run, "encoder/encoder.safetensors");
        (run.Information with { State = RunState.Running, Steps = 0, Loss = null }).Write(run.Folder);      // as the killed process left it
        Directory.Delete(run.Folder.Encoder, recursive: true);

        RunInformation resumed = (await Pretraining.RunAsync(Options("run"), resume: true)).Information;

        Assert.Equal((RunState.Finished, 6, 2.0), (resumed.State, resumed.Steps, resumed.Epochs));
        Assert.True(double.IsFinite(resumed.Loss!.Value));
        Assert.Equal(RunState.Finished, RunInformation.Read(run.Folder)!.State);
        Assert.Equal(encoder, Bytes(run, "encoder/encoder.safetensors"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task A_run_whose_information_is_damaged_goes_on_from_recipe_and_checkpoint(int stop)
    {
        Run whole = await Pretraining.RunAsync(Options("whole"));
        using CancellationTokenSource source = new();
        Run stopped = await Pretraining.RunAsync(Options("parts"), observers: [new Stopper(source, stop)], cancel: source.Token);
        File.WriteAllText(stopped.Folder.Information, "{\"state\": \"fin");
        NoteTaker notes = new();

        Run resumed = await Pretraining.RunAsync(Options("parts"), resume: true, observers: [notes]);

        string note = Assert.Single(notes.Notes, note => note.Contains("run.json is damaged"));
        Assert.Contains("cannot be compared", note);
        Assert.DoesNotContain("JSON", note);
        Assert.Equal(Bytes(whole, "encoder/encoder.safetensors"), Bytes(resumed, "encoder/encoder.safetensors"));
        RunInformation written = RunInformation.Read(resumed.Folder)!;
        Assert.Equal((RunState.Finished, 6, 6, 1, whole.Information.Data), (written.State, written.Steps, written.TotalSteps, written.Processes, written.Data));
    }

    [Fact]
    public async Task Only_one_process_trains_in_a_folder()
    {
        Run run = await Pretraining.RunAsync(Options("run"));
        using IDisposable other = run.Folder.Lock();
        Assert.Contains("another process", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(Options("run"), resume: true))).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_refused_by_the_lock_leaves_the_folder_of_the_other(bool resume)
    {
        RunFolder folder = RunFolder.Create(Options("run").Out!);
        using RunLock winner = folder.Lock();       // and has not come to its recipe yet
        string[] before = [.. Directory.EnumerateFileSystemEntries(folder.FullPath).Order()];
        Assert.Contains("another process", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(Options("run"), resume))).Message);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(folder.FullPath).Order());
        winner.Check();
    }

    [Fact]
    public async Task A_run_that_another_process_made_while_this_one_waited_is_not_overwritten()
    {
        RunFolder folder = RunFolder.Create(Options("run").Out!);
        RunLock winner = folder.Lock();
        Task<Run> waiting = Pretraining.RunAsync(Options("run"));
        await Task.Delay(100);
        folder.WriteRecipe(Options("run"));
        byte[] recipe = File.ReadAllBytes(folder.Recipe);
        winner.Dispose();
        await Assert.ThrowsAsync<ConfigurationException>(() => waiting);
        Assert.Equal(recipe, File.ReadAllBytes(folder.Recipe));
    }

    [Fact]
    public async Task A_run_continues_only_with_its_own_options_and_data()
    {
        await Pretraining.RunAsync(Options("run") with { Epochs = 1 });
        ConfigurationException wrong = await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(Options("run") with { Batch = 9, Method = new SimClrOptions { EmbeddingSize = 8, Temperature = 0.1 } }, resume: true));
        Assert.Equal(["batch", "method.temperature"], wrong.Mistakes.Select(mistake => mistake.Field).Order());
        Assert.Contains("other data", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(Options("run") with { Data = "shapes:seed=8,size=16" }, resume: true))).Message);
        Assert.Equal(6, (await Pretraining.RunAsync(Options("run"), resume: true)).Information.Steps);
    }

    [Fact]
    public async Task Every_mistake_is_reported_at_once_and_nothing_is_started()
    {
        ConfigurationException wrong = await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(Options("run") with { Data = "nowhere", Batch = 0, Device = "tpu" }));
        Assert.Equal(["batch", "data", "device"], wrong.Mistakes.Select(mistake => mistake.Field).Order());
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "run")));
        Assert.All((string[])["3", "8"], chunks => Assert.Contains($"chunks = {chunks}: must cut the batch of 8 into equal parts of at least 2 samples, as {(chunks == "3" ? 2 : 4)} would", Mistake(Options("run") with { Chunks = int.Parse(chunks) })));
        Assert.Contains("chunks = 0", Mistake(Options("run") with { Chunks = 0 }));
        Assert.Contains("must be at most 24", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(Options("run") with { Batch = 25 }))).Message);
    }

    private PretrainOptions Options(string name) => SmallRun.Options(Path.Combine(_folder.Path, name));

    // Queues that are used and layers that thaw within the run.
    private static MethodOptions WithAllState(string name) => name switch
    {
        "swav" => new SwavOptions { QueueLength = 16, QueueFromEpoch = 0, FreezePrototypesEpochs = 1 },
        "dino" => new DinoOptions { FreezeLastLayerEpochs = 1 },
        "ibot" => new IBotOptions { FreezeLastLayerEpochs = 1, LocalViews = 1 },
        "dinov2" => new DinoV2Options { FreezeLastLayerEpochs = 1 },
        "instance-discrimination" => new InstanceDiscriminationOptions { Loss = InstanceLoss.Nce },
        _ => SmallMethods.Of(name),
    };

    private static string Mistake(PretrainOptions options) => Assert.Throws<ConfigurationException>(() => OptionsChecker.ThrowIfWrong(options)).Message;

    private static byte[] Bytes(Run run, string file) => File.ReadAllBytes(Path.Combine(run.Folder.FullPath, file));

    private static IEnumerable<string> Losses(Run run) => File.ReadLines(run.Folder.Metrics).Select(line => line.Split(",\"learning_rate\"")[0]);

    private sealed class Stopper(CancellationTokenSource source, int step) : TrainingObserver
    {
        public override void StepCompleted(TrainingStep done)
        {
            if (done.Step == step)
                source.Cancel();
        }
    }

    private sealed class NoteTaker : TrainingObserver
    {
        public List<string> Notes { get; } = [];

        public override void Noted(string note) => Notes.Add(note);
    }
}
