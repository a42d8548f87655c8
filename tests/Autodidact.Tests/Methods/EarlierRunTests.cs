using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Tokens;
using Autodidact.Models;
using Autodidact.Models.Transformers;
using Autodidact.Tests.Distributed;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>What a run builds on stays what it was, wherever it lies.</summary>
[Collection(EngineState.Name)]
public sealed class EarlierRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("beit")]
    [InlineData("vq-kd")]
    public async Task A_run_goes_on_where_its_tokenizer_or_teacher_is_no_more(string name)
    {
        string part = name == "beit" ? "tokenizer" : "teacher", known = name == "beit" ? SmallMethods.Tokenizer : SmallMethods.Teacher, place = Copied(known, "place");
        PretrainOptions options = SmallRun.Options(_folder["run"]) with { Method = Of(name, place), Backbone = SmallBackbones.Transformer with { Pooling = Pooling.Mean }, Epochs = 1 };
        Run run = await Pretraining.RunAsync(options);
        AssertFrozen(run, part, known);

        Directory.Move(place, _folder["moved"]);
        run = await Pretraining.RunAsync(run.Folder.ReadRecipe() with { Epochs = 2 }, resume: true);
        Assert.Equal(SmallRun.Steps, run.Information.Steps);
        run = await Pretraining.RunAsync(options with { Method = Of(name, _folder["moved"]), Epochs = 3 }, resume: true);
        Assert.Equal(_folder["moved"], run.Folder.ReadRecipe().Method.Earlier!.Value.Path);
        AssertFrozen(run, part, known);

        Assert.Contains($"method.{part} = {_folder["nowhere"]}: holds no encoder", await Refused(_folder["nowhere"]), StringComparison.Ordinal);
        Assert.Contains("holds other weights than those that the run in", await Refused(Others("others")), StringComparison.Ordinal);
        Assert.NotNull(Pretraining.Check(run.Folder.ReadRecipe(), [], Open));

        // Learned anew in its place: the run has its own, but is not the one that would be made now.
        Directory.Delete(_folder["moved"], recursive: true);
        Others("moved");
        run = await Pretraining.RunAsync(run.Folder.ReadRecipe() with { Epochs = 4 }, resume: true);
        AssertFrozen(run, part, known);
        Assert.Contains("it goes on with its own", await File.ReadAllTextAsync(run.Folder.Log), StringComparison.Ordinal);
        Assert.Contains("holds other weights", Assert.Throws<ConfigurationException>(() => Pretraining.Check(run.Folder.ReadRecipe(), [], Open)).Message, StringComparison.Ordinal);

        async Task<string> Refused(string path) =>
            (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(options with { Method = Of(name, path), Epochs = 3 }, resume: true))).Message;

        string Others(string folder)
        {
            BackboneOptions network = Encoder.ReadDescription(known).Backbone;
            using Encoder encoder = new(network.Create(), network, new ImagePreprocessing { Size = 16 });
            encoder.Save(_folder[folder]);
            return _folder[folder];
        }
    }

    [Fact]
    public async Task Other_processes_are_told_what_it_is()
    {
        string place = Copied(SmallMethods.Tokenizer, "place");
        PretrainOptions options = SmallRun.Options(_folder["run"]) with { Method = Of("beit", place), Backbone = SmallBackbones.Transformer with { Pooling = Pooling.Mean }, Epochs = 1 };
        Run run = await Pretraining.RunAsync(options);
        Directory.Delete(place, recursive: true);
        PretrainOptions more = run.Folder.ReadRecipe() with { Epochs = 2 };
        Assert.All(Worlds.Run(2, _ => Resumed(more)), rank => Assert.Equal(SmallRun.Steps, rank.Information.Steps));
        AssertFrozen(run, "tokenizer", SmallMethods.Tokenizer);
    }

    [Fact]
    public async Task A_teacher_says_nothing_with_a_layer_of_its_head()
    {
        BackboneOptions headed = SmallBackbones.Transformer.Resolve(16) with { HeadSize = 8, HeadBatchNorm = true };
        using (Encoder encoder = new(headed.Create(), headed, new ImagePreprocessing { Size = 16 }, new Provenance { Method = "simclr" })) encoder.Save(_folder["teacher"]);
        Run run = await Pretraining.RunAsync(SmallRun.Options(_folder["run"]) with { Method = Of("vq-kd", _folder["teacher"]), Backbone = SmallBackbones.Transformer with { Pooling = Pooling.Mean }, Epochs = 1 });
        AssertFrozen(run, "teacher", _folder["teacher"]);
    }

    [Fact]
    public async Task Weights_that_are_missing_are_said_before_anything_is_started()
    {
        string place = Copied(SmallMethods.Tokenizer, "place");
        File.Delete(Path.Combine(place, "encoder.safetensors"));
        PretrainOptions options = SmallRun.Options(_folder["run"]) with { Method = Of("beit", place), Backbone = SmallBackbones.Transformer with { Pooling = Pooling.Mean } };
        Assert.Contains("encoder.safetensors is missing", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(options))).Message, StringComparison.Ordinal);
    }

    private static Run Resumed(PretrainOptions options) => Pretraining.RunAsync(options, resume: true).GetAwaiter().GetResult();

    private static DataSource Open(PretrainOptions options) => DataSources.Open(options.Data, options.Method.Modality);

    private static MethodOptions Of(string name, string path) => SmallMethods.Of(name) switch
    {
        BeitOptions beit => beit with { Tokenizer = path },
        MethodOptions other => (VqKdOptions)other with { Teacher = path },
    };

    private string Copied(string from, string name)
    {
        string to = _folder[name];
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }

    // Byte for byte what was named, but for a layer of a head.
    private static void AssertFrozen(Run run, string part, string earlier)
    {
        using TensorScope scope = new();
        Dictionary<string, Tensor> state = new CheckpointStore(run.Folder.Checkpoints).ReadNewest(_ => { })!.Below(Checkpoint.Method), kept = Encoder.ReadWeights(earlier);
        string[] names = [.. kept.Keys.Where(name => !name.StartsWith(HeadedBackbone.LayerName, StringComparison.Ordinal))];
        Assert.NotEmpty(names);
        Assert.Equal(names.Order(), state.Keys.Where(name => name.StartsWith($"{part}.", StringComparison.Ordinal)).Select(name => name[(part.Length + 1)..]).Order());
        Assert.All(names, name => Assert.Equal(kept[name].ToArray<float>(), state[$"{part}.{name}"].ToArray<float>()));
    }
}
