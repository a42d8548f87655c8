using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;
using Autodidact.Evaluation;
using Autodidact.Methods;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>New runs from old weights, and which of a run's weights are kept.</summary>
public sealed class StartingWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_run_starts_from_what_fits()
    {
        await Pretraining.RunAsync(SmallRun.Options(_folder["first"]));
        // A learning rate of next to nothing leaves the weights where they started.
        PretrainOptions still = SmallRun.Options(_folder["same"]) with { Steps = 1, Epochs = null, From = _folder["first"], Seed = 5, Optimizer = new Autodidact.Training.Optimizers.SgdOptions { LearningRate = 1e-30 } };
        await Pretraining.RunAsync(still);
        Assert.Equal(Weights("first", "step-00000006", "method.backbone.conv1.weight"), Weights("same", "step-00000001", "method.backbone.conv1.weight"));
        Assert.Equal(Weights("first", "step-00000006", "method.head.0.weight"), Weights("same", "step-00000001", "method.head.0.weight"));
        Assert.Contains($"from: {_folder["first"]}", File.ReadAllText(_folder["same/recipe.yaml"]));

        await Pretraining.RunAsync(still with { Out = _folder["head"], Method = new SimClrOptions { EmbeddingSize = 4 } });
        Assert.Contains("'head' starts anew", File.ReadAllText(_folder["head/log.txt"]));
        Assert.Equal(Weights("first", "step-00000006", "method.backbone.conv1.weight"), Weights("head", "step-00000001", "method.backbone.conv1.weight"));

        await Pretraining.RunAsync(still with { Out = _folder["encoder"], From = _folder["first/encoder"] });
        Assert.Equal(Weights("first", "step-00000006", "method.backbone.conv1.weight"), Weights("encoder", "step-00000001", "method.backbone.conv1.weight"));
        Assert.NotEqual(Weights("first", "step-00000006", "method.head.0.weight"), Weights("encoder", "step-00000001", "method.head.0.weight"));
    }

    [Fact]
    public async Task A_kept_layer_of_the_head_is_taken_where_it_fits_and_left_where_there_is_none()
    {
        PretrainOptions headed = SmallRun.Options(_folder["headed"]) with { Method = new SimClrOptions { HeadLayers = 3, KeepHeadLayer = true, EmbeddingSize = 8 } };
        PretrainOptions still = headed with { Steps = 1, Epochs = null, From = _folder["headed"], Seed = 5, Optimizer = new Autodidact.Training.Optimizers.SgdOptions { LearningRate = 1e-30 } };
        await Pretraining.RunAsync(headed);
        await Pretraining.RunAsync(still with { Out = _folder["again"] });
        await Pretraining.RunAsync(still with { Out = _folder["plain"], Method = new SimClrOptions { EmbeddingSize = 8 } });
        Assert.Equal(Weights("headed", "step-00000006", "method.backbone.kept_head.0.weight"), Weights("again", "step-00000001", "method.backbone.kept_head.0.weight"));
        Assert.Equal(Weights("headed", "step-00000006", "method.backbone.conv1.weight"), Weights("plain", "step-00000001", "method.backbone.conv1.weight"));
        Assert.Contains("is left out", File.ReadAllText(_folder["plain/log.txt"]));
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_and_nothing_is_started()
    {
        await Pretraining.RunAsync(SmallRun.Options(_folder["first"]));
        PretrainOptions wide = SmallRun.Options(_folder["wide"]) with { From = _folder["first"], Backbone = new ResNet18Options { Width = 8 } };
        string refusal = (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(wide))).Message;
        Assert.Contains("'conv1.weight' is [4, 3, 3, 3], but should be [8, 3, 3, 3]", refusal);
        Assert.False(Directory.Exists(_folder["wide"]));
        Assert.Contains("neither a run nor an encoder", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(wide with { From = _folder["nowhere"] }))).Message);
        Assert.Contains("together with --resume", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(wide, resume: true))).Message);
        Assert.Contains("made for 6", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(SmallRun.Options(_folder["first"]) with { Epochs = 1 }, resume: true))).Message);
    }

    [Fact]
    public async Task A_run_without_a_checkpoint_yet_is_resumed_from_the_weights_it_was_started_from()
    {
        await Pretraining.RunAsync(SmallRun.Options(_folder["first"]));
        PretrainOptions options = SmallRun.Options(_folder["whole"]) with { From = _folder["first"] };
        await Pretraining.RunAsync(options);
        await Pretraining.RunAsync(options with { Out = _folder["killed"] });
        Directory.Delete(_folder["killed/checkpoints"], recursive: true);
        (RunInformation.Read(RunFolder.Open(_folder["killed"]))! with { State = RunState.Running }).Write(RunFolder.Open(_folder["killed"]));
        await Pretraining.RunAsync(options with { Out = _folder["killed"], From = null }, resume: true);
        Assert.Equal(File.ReadAllBytes(_folder["whole/checkpoints/step-00000006.safetensors"]), File.ReadAllBytes(_folder["killed/checkpoints/step-00000006.safetensors"]));
    }

    [Fact]
    public async Task The_best_epochs_encoder_is_kept_and_comes_back_after_a_crash()
    {
        PretrainOptions options = SmallRun.Options(_folder["run"]) with { Keep = CheckpointPolicy.Best, Epochs = 4, KeepLast = 1 };
        Assert.Contains("rankme", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(options))).Message);
        Assert.False(Directory.Exists(_folder["run"]));

        Run run = await Pretraining.RunAsync(options with { KeepBy = "score" }, observers: [new Scorer(1, 5, 2, 3)]);
        Assert.Equal(["step-00000006.safetensors", "step-00000012.safetensors"], Directory.EnumerateFiles(run.Folder.Checkpoints).Select(Path.GetFileName).Order());
        Assert.Contains("\"steps\": 6", File.ReadAllText(_folder["run/encoder/encoder.json"]).Replace("\"steps\":6", "\"steps\": 6"));
        byte[] encoder = File.ReadAllBytes(_folder["run/encoder/encoder.safetensors"]);
        Assert.Equal(Weights("run", "step-00000006", "method.backbone.conv1.weight"), Bytes(_folder["run/encoder/encoder.safetensors"], "conv1.weight"));

        Directory.Delete(run.Folder.Encoder, recursive: true);
        (run.Information with { State = RunState.Running }).Write(run.Folder);
        await Pretraining.RunAsync(options with { KeepBy = "score" }, resume: true, observers: [new Scorer()]);
        Assert.Equal(encoder, File.ReadAllBytes(_folder["run/encoder/encoder.safetensors"]));
    }

    [Fact]
    public async Task The_score_without_labels_is_measured_and_changes_nothing()
    {
        Run watched = await Pretraining.RunAsync(SmallRun.Options(_folder["watched"]) with { Keep = CheckpointPolicy.Best }, observers: [new RankMeObserver(1)]);
        Run alone = await Pretraining.RunAsync(SmallRun.Options(_folder["alone"]));
        Assert.Equal(2, File.ReadLines(watched.Folder.Metrics).Count(line => line.Contains("\"rankme\":")));
        using TensorScope scope = new();
        Dictionary<string, Tensor> one = StateFile.Read(_folder["watched/checkpoints/step-00000006.safetensors"]), other = StateFile.Read(_folder["alone/checkpoints/step-00000006.safetensors"]);
        Assert.All(one, entry => Assert.Equal(entry.Value.ToArray<double>(), other[entry.Key].ToArray<double>()));
    }

    private byte[] Weights(string run, string checkpoint, string tensor) => Bytes(_folder[$"{run}/checkpoints/{checkpoint}.safetensors"], tensor);

    private static byte[] Bytes(string path, string tensor)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.Bytes(tensor).ToArray();
    }

    private sealed class Scorer(params double[] scores) : TrainingObserver
    {
        public override IReadOnlyList<string> FiguresOn(Autodidact.Data.DataSource source) => ["score"];

        public override void EpochCompleted(TrainingEpoch epoch) => epoch.Record("score", scores[epoch.Epoch - 1]);
    }
}
