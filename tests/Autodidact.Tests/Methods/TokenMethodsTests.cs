using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Tokens;
using Autodidact.Models;
using Autodidact.Models.Convolutional;
using Autodidact.Models.Tokenizers;
using Autodidact.Models.Transformers;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>Tokenizers, what is kept of them, and the methods that predict what they say.</summary>
[Collection(EngineState.Name)]
public sealed class TokenMethodsTests : IDisposable
{
    private static readonly BackboneOptions s_transformer = SmallBackbones.Transformer with { Pooling = Pooling.Mean };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Codes_are_the_moving_means_of_their_tokens()
    {
        using TensorScope scope = new();
        using EuclideanCodebook codebook = new(3, 2, momentum: 0.75);
        codebook.Begin(Tensor.From([0f, 0, 10, 0, 0, 10], 3, 2));
        codebook.Follow(Tensor.From([1f, 0, 3, 0, 9, 1], 3, 2));
        Assert.Equal([2f, 0, 9, 1, 0, 10], codebook.Codes.ToArray<float>());       // the last one has no tokens and stays
        codebook.Follow(Tensor.From([1f, 1, 11, 1], 2, 2));
        // Sums and counts move: (0.75 · 4 + 1) / (0.75 · 2 + 1) and so on.
        Assert.All(((float[])[4f / 2.5f, 1f / 2.5f, (6.75f + 11) / 1.75f, 1.75f / 1.75f, 0, 10]).Zip(codebook.Codes.ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Codes_without_tokens_begin_anew_at_others()
    {
        using TensorScope scope = new();
        using EuclideanCodebook codebook = new(2, 1, momentum: 0.5);
        codebook.Begin(Tensor.From([0f, 100], 2, 1));
        codebook.Follow(Tensor.From([1f, 1, 3, 3], 4, 1));
        Assert.Equal([1L], codebook.Unused(leastShare: 0.01).ToArray<long>());
        codebook.Restart(codebook.Unused(leastShare: 0.01), Tensor.From([3f], 1, 1));
        Assert.Equal([2f, 3], codebook.Codes.ToArray<float>());
        Assert.Equal([2f, 1], codebook.Counts.ToArray<float>());       // the mean of 2 and 0
        codebook.Follow(Tensor.From([1f, 1, 3, 3], 4, 1));
        Assert.Equal([1.5f, 3], codebook.Codes.ToArray<float>());       // (2 · 2 + 2 · 1) / (2 + 2), and 3
    }

    [Fact]
    public void Every_picture_has_as_many_hidden_patches_and_blocks_come_together()
    {
        using TensorScope scope = new();
        int[] samples = [.. Enumerable.Range(0, 40)];
        HiddenBlocks hidden = HiddenBlocks.Draw(new BeitOptions(), samples, (8, 8), seed: 1, step: 3, Device.Cpu);
        Assert.Equal([40L, 25], hidden.Places.Shape);       // 40 % of 64
        float[] flags = hidden.Flags.ToArray<float>();
        long[] places = hidden.Places.ToArray<long>();
        Assert.All(samples, row => Assert.Equal(Enumerable.Range(0, 64).Where(patch => flags[(row * 64) + patch] == 1).Select(patch => (long)patch), places.AsSpan(row * 25, 25).ToArray()));
        // Beside a hidden patch lies a hidden one more often than not: chance would have 24 of 63.
        double beside = Enumerable.Range(0, 40 * 64).Where(i => i % 8 < 7 && flags[i] == 1).Average(i => flags[i + 1]);
        Assert.InRange(beside, 0.6, 1);
        Assert.NotEqual(flags, HiddenBlocks.Draw(new BeitOptions(), samples, (8, 8), seed: 1, step: 4, Device.Cpu).Flags.ToArray<float>());
    }

    [Theory]
    [InlineData("vq-vae")]
    [InlineData("vq-kd")]
    public async Task A_tokenizer_is_kept_with_its_codes_and_names_patches_for_beit(string name)
    {
        PretrainOptions options = SmallRun.Options(_folder["tokens"]) with { Method = SmallMethods.Of(name), Backbone = s_transformer };
        Run run = await Pretraining.RunAsync(options);
        using (TensorScope scope = new())
        using (Encoder encoder = Encoder.Load(run.Folder.Encoder))
        {
            PatchTokenizer tokenizer = Assert.IsType<PatchTokenizer>(encoder.Backbone);
            Assert.Equal(name == "vq-kd", tokenizer.Codebook is NormalizedCodebook);
            Tensor words = tokenizer.Words(Tensor.Rand([2, 3, 16, 16]));
            Assert.Equal([2L, 16], words.Shape);
            Assert.All(words.ToArray<long>(), word => Assert.InRange(word, 0, 7));
            Assert.InRange(encoder.Description.Backbone.LeastWeights, 1, tokenizer.NamedState().Sum(entry => entry.Tensor.ElementCount));
        }

        Run beit = await Pretraining.RunAsync(options with { Method = new BeitOptions { Tokenizer = run.Folder.Path }, Out = _folder["beit"] });
        Assert.True(double.IsFinite(beit.Information.Loss!.Value));
        Assert.Equal(run.Folder.FullPath, ((BeitOptions)beit.Folder.ReadRecipe().Method).Tokenizer);
        using Encoder kept = Encoder.Load(beit.Folder.Encoder);
        Assert.IsType<VisionTransformer>(kept.Backbone);

        // The network of a tokenizer is one to start from, without its codes.
        await Pretraining.RunAsync(options with { Method = new BeitOptions { Tokenizer = run.Folder.Path }, From = run.Folder.Path, Out = _folder["from"] });
    }

    [Theory]
    [InlineData("", 4, "method.tokenizer: is not said; name the folder of a run that learned a tokenizer, of vq-vae or vq-kd")]
    [InlineData("nowhere", 4, "method.tokenizer = nowhere: holds no encoder")]
    [InlineData("teacher", 4, "holds a vit-tiny of the method teacher; name the folder of a run that learned a tokenizer")]
    [InlineData("tokenizer", 8, "has patches of 4 pixels; those of the backbone must be as large, backbone.patch_size=4, and are 8")]
    public void A_tokenizer_that_does_not_fit_is_a_mistake_of_the_configuration(string path, int patch, string expected)
    {
        path = path switch { "teacher" => SmallMethods.Teacher, "tokenizer" => SmallMethods.Tokenizer, _ => path };
        ConfigurationMistake mistake = Assert.Single(new BeitOptions { Tokenizer = path }.Missing((SmallBackbones.Transformer with { PatchSize = patch }).Resolve(16), ViewPlan.Evaluation(16, Normalization.ImageNet)));
        Assert.Contains(expected, mistake.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_tokenizer_is_said_before_anything_is_started()
    {
        PretrainOptions options = SmallRun.Options(_folder["run"]) with { Method = new BeitV2Options { Tokenizer = SmallMethods.Tokenizer, PatchLayer = 2 }, Backbone = SmallBackbones.Transformer };
        Assert.Contains("method.patch_layer = 2: must be below 2", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(options))).Message);
        options = options with { Method = new BeitV2Options { Tokenizer = SmallMethods.Tokenizer }, Views = new() { Mean = [0.5, 0.5, 0.5] } };
        Assert.Contains("learned from pictures of another normalization", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(options))).Message);
        options = options with { Method = new VqVaeOptions(), Backbone = new ConvEncoderOptions { Codes = 4 } };
        Assert.Contains("backbone.codes = 4: is what a run says", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(options))).Message);
        Assert.Contains("conv-encoder", (await Assert.ThrowsAsync<ConfigurationException>(() => Pretraining.RunAsync(SmallRun.Options(_folder["run"]) with { Method = new VqVaeOptions() }))).Message);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("beit", true)]
    [InlineData("vq-kd", true)]
    [InlineData("vq-vae", true)]
    [InlineData("i-jepa", true)]
    [InlineData("beit-v2", false)]
    [InlineData("mae", false)]
    public void A_class_token_that_nothing_asks_for_is_not_kept(string name, bool isRefused)
    {
        ImageMethodOptions method = (ImageMethodOptions)SmallMethods.Of(name);
        Assert.Null(method.Problem(s_transformer));
        Assert.Equal(isRefused ? $"backbone.pooling = class: must be mean for {name}, which asks patches alone: its class token learns nothing" : null, method.Problem(SmallBackbones.Transformer with { Pooling = Pooling.Class })?.ToString());
    }

    [Theory]
    [InlineData("beit", true)]
    [InlineData("vq-kd", true)]
    [InlineData("mae", false)]
    public void Class_tokens_and_positions_decay_but_in_the_family_of_beit(string name, bool isSpared)
    {
        Func<Backbone> network = s_transformer.Resolve(16).Create;
        using Method<ImageViews> method = ((ImageMethodOptions)SmallMethods.Of(name)).Create(network(), new MethodContext(8, 8, Seed: 1, network));
        string[] spared = [.. TrainingParts<ImageViews>.Groups(method).Single(group => group.WeightDecayScale == 0).Parameters.Select(parameter => parameter.Name)];
        Assert.Equal(isSpared, spared.Contains("backbone.cls_token"));
        Assert.Equal(isSpared, spared.Contains("backbone.pos_embed"));
        Assert.Contains("backbone.norm.weight", spared);
        Assert.DoesNotContain("backbone.patch_embed.proj.weight", spared);
    }

    [Fact]
    public void A_network_of_one_block_has_no_earlier_one() =>
        Assert.Contains("backbone.depth = 1: must be at least 2 for beit-v2", new BeitV2Options().Problem(SmallBackbones.Transformer with { Depth = 1 })!.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(4)]
    [InlineData(6)]     // the last layer makes squares of three
    [InlineData(5)]
    [InlineData(2)]
    public void Codes_become_pictures_of_any_size_of_patch(int patch)
    {
        using TensorScope scope = new();
        using PixelDecoder decoder = new(5, 8, patch, 1);
        Assert.Equal([2L, 3, 2 * patch, 3 * patch], decoder.Forward(Tensor.Rand([2, 6, 5]), 2, 3).Shape);
    }

    [Fact]
    public async Task The_first_step_puts_codes_to_where_patches_are()
    {
        double Dead(Run run) => MetricsLog.Read(run.Folder.Metrics, SmallRun.Steps).Last(line => line.Figures.ContainsKey(FigureNames.DeadCodes)).Figures[FigureNames.DeadCodes];
        PretrainOptions Options(bool fromData) => SmallRun.Options(_folder[$"{fromData}"]) with
        {
            Method = new VqVaeOptions { Codes = 32, CodeSize = 4, DecoderWidth = 8, CodesFromData = fromData, RestartCodes = false }, Backbone = new ConvEncoderOptions { Width = 8 }, DiagnoseEvery = 1,
        };
        double begun = Dead(await Pretraining.RunAsync(Options(true))), drawn = Dead(await Pretraining.RunAsync(Options(false)));
        Assert.True(begun < 0.3 && drawn > 0.5, $"{begun} of the codes are dead, and {drawn} where they were drawn");
    }

    [Fact]
    public async Task Codes_that_begin_anew_are_not_thereby_used()
    {
        // Three steps of 8 pictures of 16 patches name at most 384 of 2,048 codes, however often the others are put elsewhere.
        Run run = await Pretraining.RunAsync(SmallRun.Options(_folder["run"]) with
        {
            Method = new VqVaeOptions { Codes = 2048, CodeSize = 4, DecoderWidth = 8 }, Backbone = new ConvEncoderOptions { Width = 8 }, DiagnoseEvery = 1, Epochs = 1,
        });
        double[] Seen(string figure) => [.. MetricsLog.Read(run.Folder.Metrics, 3).Where(line => line.Figures.ContainsKey(figure)).Select(line => line.Figures[figure])];
        // At the first step nothing was given to any code yet.
        Assert.Collection(Seen(FigureNames.DeadCodes), dead => Assert.InRange(dead, 0.8, 1), dead => Assert.InRange(dead, 0.8, 1));
        Assert.Collection(Seen(FigureNames.CodebookUsage), usage => Assert.InRange(usage, 0, 0.2), usage => Assert.InRange(usage, 0, 0.2));
        Assert.Collection(Seen(FigureNames.RestartedCodes), anew => Assert.InRange(anew, 0.8, 1), anew => Assert.Equal(0, anew));      // an even share has to decay first
    }
}
