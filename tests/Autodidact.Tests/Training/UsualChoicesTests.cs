using Autodidact.Configuration;
using Autodidact.Methods;
using Autodidact.Methods.Masked;
using Autodidact.Models;
using Autodidact.Models.Transformers;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>What a run takes where only its method is named.</summary>
public sealed class UsualChoicesTests
{
    public static TheoryData<string> Methods => [.. OptionVariants.Of(typeof(MethodOptions)).Keys];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_has_a_network_that_it_can_use(string method)
    {
        PretrainOptions options = Bind(("data", "shapes"), ("method", method));
        Assert.Same(options.Method.UsualBackbone.GetType(), options.Backbone.GetType());
    }

    [Theory]
    [InlineData(155, 128)]
    [InlineData(256, 256)]
    [InlineData(10_000, 256)]
    [InlineData(3, 2)]
    public void A_batch_that_nobody_named_is_one_that_the_data_fill(int samples, int batch)
    {
        PretrainOptions options = Bind(("data", $"shapes:count={samples},size=32"));
        Assert.Equal(batch, options.Resolve(32, samples).Batch);
        Assert.NotEmpty(Pretraining.FreeFolder(options));
        if (samples < 256) Assert.Contains("batch = 256", Assert.Throws<ConfigurationException>(() => Pretraining.FreeFolder(options with { Batch = 256 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_picture_is_too_few_for_any_batch() =>
        Assert.Contains("a step takes two", Assert.Throws<ConfigurationException>(() => Pretraining.FreeFolder(Bind(("data", "shapes:count=1,size=32")))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("bert", "bert-mini", "adamw")]
    [InlineData("mae", "vit-tiny", "adamw")]
    [InlineData("beit", "vit-tiny", "adamw")]
    [InlineData("ibot", "vit-tiny", "adamw")]
    [InlineData("vq-kd", "vit-tiny", "adamw")]
    [InlineData("vq-vae", "conv-encoder", "adamw")]
    [InlineData("lejepa", "resnet18", "adamw")]
    [InlineData("dino", "resnet18", "sgd")]
    [InlineData("dcl", "resnet18", "sgd")]
    public void The_method_brings_its_network_and_optimizer(string method, string backbone, string optimizer)
    {
        PretrainOptions options = Bind(("data", "shapes"), ("method", method));
        Assert.Equal((backbone, optimizer), (options.Backbone.Name, options.Optimizer.Name));
    }

    [Fact]
    public void What_is_named_wins_whatever_the_order()
    {
        PretrainOptions options = Bind(("optimizer.weight_decay", "0.2"), ("backbone.width", "96"), ("method", "mae"), ("data", "shapes"));
        Assert.Equal(("vit-tiny", 96, "adamw"), (options.Backbone.Name, ((VisionTransformerOptions)options.Backbone).Width, options.Optimizer.Name));
        options = Bind(("method", "mae"), ("backbone", "vit-small"), ("backbone.positions", "learned"), ("optimizer", "sgd"), ("data", "shapes")).Resolve(32, 1024);
        Assert.Equal(("vit-small", Positions.Learned, Pooling.Mean, "sgd"), (options.Backbone.Name, ((VisionTransformerOptions)options.Backbone).Positions, ((VisionTransformerOptions)options.Backbone).Pooling, options.Optimizer.Name));
        Assert.Equal("adamw", Bind(("method", "dcl"), ("backbone", "vit-tiny"), ("data", "shapes")).Optimizer.Name);
        Assert.Equal("method", Assert.Throws<ConfigurationException>(() => Bind(("method", "maee"), ("data", "shapes"))).Mistakes.Single().Field);
    }

    [Theory]
    [InlineData("mae", Positions.SinCos, Pooling.Mean)]
    [InlineData("i-jepa", Positions.SinCos, Pooling.Mean)]
    [InlineData("beit", Positions.Relative, Pooling.Mean)]
    [InlineData("beit-v2", Positions.Relative, Pooling.Class)]
    [InlineData("dinov2", Positions.Learned, Pooling.Class)]
    public void A_transformer_is_made_as_its_method_wants_it_and_the_recipe_says_how(string method, Positions positions, Pooling pooling)
    {
        string recipe = RecipeWriter.Write(Bind(("data", "shapes"), ("method", method)).Resolve(224, 1024));
        Setting said = new();
        RecipeReader.Read(recipe, "recipe.yaml", said);
        VisionTransformerOptions backbone = (VisionTransformerOptions)OptionsBinder.Bind<PretrainOptions>(said).Backbone;
        Assert.Equal((positions, pooling, 16, 224), (backbone.Positions, backbone.Pooling, backbone.PatchSize, backbone.ImageSize));
        Assert.Contains("name: vit-tiny", recipe, StringComparison.Ordinal);
    }

    [Fact]
    public void A_width_that_sines_and_cosines_do_not_fit_keeps_learned_positions() =>
        Assert.Equal(Positions.Learned, ((VisionTransformerOptions)Bind(("data", "shapes"), ("method", "mae"), ("backbone.width", "99")).Resolve(32, 1024).Backbone).Positions);

    [Fact]
    public void In_code_a_method_brings_the_same()
    {
        PretrainOptions options = new() { Data = "shapes", Method = new MaeOptions() };
        Assert.Equal(("vit-tiny", "adamw"), (options.Backbone.Name, options.Optimizer.Name));
        Assert.Equal("vit-base", (options with { Backbone = new VitBaseOptions() }).Backbone.Name);
        Assert.Empty(OptionsListing.Differences(options, Bind(("data", "shapes"), ("method", "mae"))));
    }

    [Fact]
    public async Task Texts_and_the_name_of_the_method_make_a_run()
    {
        using TemporaryFolder folder = new();
        PretrainOptions options = Bind(
            ("data", SmallTexts.Write(folder.Path, 60)), ("method", "bert"), ("out", folder["run"]), ("backbone.width", "32"), ("backbone.depth", "1"),
            ("batch", "8"), ("steps", "2"), ("threads", "1"), ("tokens.length", "16"), ("tokens.vocabulary_size", "300"));
        Run run = await Pretraining.RunAsync(options);
        Assert.Equal(("bert-mini", "adamw"), (run.Folder.ReadRecipe().Backbone.Name, run.Folder.ReadRecipe().Optimizer.Name));
    }

    private static PretrainOptions Bind(params (string Path, string Text)[] settings)
    {
        Setting said = new();
        foreach ((string path, string text) in settings) said.Set(path, text);
        return OptionsBinder.Bind<PretrainOptions>(said);
    }
}
