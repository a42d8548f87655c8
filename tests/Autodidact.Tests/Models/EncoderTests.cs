using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Models.LabSplits;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Models;

/// <summary>An encoder's folder holds all that it takes to get the same features again.</summary>
public sealed class EncoderTests
{
    private static readonly BackboneOptions s_options = new ResNet18Options { Width = 4 }.Resolve(imageSize: 16);

    [Fact]
    public void A_saved_encoder_gives_the_same_features()
    {
        using TemporaryFolder folder = new();
        using TensorScope scope = new();
        using Encoder encoder = new(s_options.Create(), s_options, new ImagePreprocessing { Size = 16, Mean = [0.1, 0.2, 0.3] }, new Provenance { Method = "simclr", Steps = 7 });
        Tensor images = Tensor.Randn([2, 3, 16, 16]);
        encoder.Backbone.Forward(images);  // Moves the running statistics away from their first values.

        encoder.Save(folder.Path);
        using Encoder loaded = Encoder.Load(folder.Path);

        Assert.Equal(encoder.Description.Backbone, loaded.Description.Backbone);
        Assert.Equal([0.1, 0.2, 0.3], Assert.IsType<ImagePreprocessing>(loaded.Preprocessing).Mean);
        Assert.Equal(7, loaded.Description.Provenance.Steps);
        float[] expected = encoder.Embed(images).ToArray<float>(), actual = loaded.Embed(images).ToArray<float>();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
        Assert.True(encoder.Backbone.IsTraining);
    }

    [Theory]
    [InlineData(Pooling.Class, Pooling.Mean)]
    [InlineData(Pooling.Mean, Pooling.Class)]
    public void Features_can_be_made_of_other_tokens(Pooling own, Pooling other)
    {
        using TemporaryFolder folder = new();
        using TensorScope scope = new();
        BackboneOptions options = new VitTinyOptions { Width = 32, Heads = 2, Depth = 1, PatchSize = 8, Pooling = own }.Resolve(imageSize: 16);
        using Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = 16 });
        encoder.Save(folder.Path);
        using Encoder loaded = Encoder.Load(folder.Path, pooling: other);
        Tensor images = Tensor.Randn([2, 3, 16, 16]), tokens = ((VisionTransformer)loaded.Backbone).Tokens(images);
        Tensor expected = other == Pooling.Class ? tokens.Select(1, 0) : tokens.Narrow(1, 1, 4).Mean([1]);
        Assert.Equal(expected.ToArray<float>(), loaded.Embed(images).ToArray<float>());
        Assert.NotEqual(encoder.Embed(images).ToArray<float>(), loaded.Embed(images).ToArray<float>());
        Assert.Equal(other, ((VitTinyOptions)loaded.Description.Backbone).Pooling);
        Assert.Contains("there is class, mean", Assert.Throws<ConfigurationException>(() => Encoder.Load(folder.Path, pooling: Pooling.Pooler)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_of_parts_have_the_features_of_the_whole_as_their_mean()
    {
        foreach (BackboneOptions options in new BackboneOptions[]
        {
            new ResNet18Options { Width = 4 }, new CifarResNetOptions(), new LabResNet18Options { Width = 4 }, new VitTinyOptions { Width = 32, Heads = 2, Depth = 1, PatchSize = 8, Pooling = Pooling.Mean },
        })
        {
            using TensorScope scope = new();
            BackboneOptions resolved = options.Resolve(imageSize: 32);
            using Encoder encoder = new(resolved.Create(), resolved, new ImagePreprocessing { Size = 32 });
            Tensor images = Tensor.Randn([2, 3, 32, 48]), parts = encoder.EmbedParts(images);
            Assert.True(encoder.Backbone.HasMaps);
            Assert.Equal((2, 2 * parts.Size(2)), (parts.Size(0), 3 * parts.Size(1)));
            float[] expected = encoder.Embed(images).ToArray<float>(), actual = parts.Flatten(1, 2).Mean([1]).ToArray<float>();
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-4f);
        }
    }

    [Fact]
    public void A_network_without_tokens_has_no_pooling_to_choose()
    {
        using TemporaryFolder folder = new();
        using Encoder encoder = new(s_options.Create(), s_options, new ImagePreprocessing());
        encoder.Save(folder.Path);
        Assert.Contains("is not for a resnet18: there is nothing to choose", Assert.Throws<ConfigurationException>(() => Encoder.Load(folder.Path, pooling: Pooling.Mean)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_folder_is_named()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("encoder.json", Assert.Throws<FileNotFoundException>(() => Encoder.Load(folder.Path)).Message, StringComparison.Ordinal);

        using Encoder encoder = new(s_options.Create(), s_options, new ImagePreprocessing());
        encoder.Save(folder.Path);
        string json = Path.Combine(folder.Path, "encoder.json");
        File.WriteAllText(json, File.ReadAllText(json).Replace("\"width\": 4", "\"width\": 2", StringComparison.Ordinal));
        Assert.Contains("backbone.width", Assert.Throws<ConfigurationException>(() => Encoder.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_initialisation_depends_on_its_seed_alone()
    {
        using TensorScope scope = new();
        using Encoder encoder = new(s_options.Create(), s_options, new ImagePreprocessing { Size = 16 });
        Tensor images = Tensor.Randn([1, 3, 16, 16]);
        byte[] before = TorchRuntime.GetGeneratorState();
        float[] Features(ulong seed)
        {
            using Encoder random = encoder.AtRandomInitialisation(seed);
            return random.Embed(images).ToArray<float>();
        }

        Assert.Equal(Features(1), Features(1));
        Assert.NotEqual(Features(1), Features(2));
        Assert.Equal(before, TorchRuntime.GetGeneratorState());
    }

    [Theory]
    [InlineData("\"width\": 4", "\"width\": 256", "has at least")]
    [InlineData("resnet18", "resnet50", "has at least")]
    public void No_network_is_made_for_which_the_weights_are_too_few(string said, string instead, string expected)
    {
        using TemporaryFolder folder = new();
        using Encoder encoder = new(s_options.Create(), s_options, new ImagePreprocessing { Size = 16 });
        encoder.Save(folder.Path);
        string json = folder["encoder.json"];
        File.WriteAllText(json, File.ReadAllText(json).Replace(said, instead, StringComparison.Ordinal));
        long before = TorchRuntime.LiveTensors;
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Encoder.Load(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Equal(before, TorchRuntime.LiveTensors);
    }

    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnet34")]
    [InlineData("resnet50")]
    [InlineData("cifar-resnet")]
    [InlineData("conv-encoder")]
    [InlineData("vit-tiny")]
    public void The_bound_of_a_networks_weights_is_below_and_near_their_number(string name)
    {
        BackboneOptions options = OptionVariants.All<BackboneOptions>().Single(variant => variant.Name == name).Resolve(imageSize: 32);
        using Backbone backbone = options.Create();
        long weights = backbone.NamedState().Sum(entry => entry.Tensor.ElementCount);
        Assert.InRange(options.LeastWeights, weights / 2, weights);
    }

    [Fact]
    public void A_description_by_hand_may_leave_the_stem_open_and_must_scale_by_numbers_above_zero()
    {
        using TemporaryFolder folder = new();
        using Encoder encoder = new(s_options.Create(), s_options, new ImagePreprocessing { Size = 16, Std = [0.1, 0.2, 0.3] });
        encoder.Save(folder.Path);
        string json = folder["encoder.json"], text = File.ReadAllText(json);
        File.WriteAllText(json, text.Replace("\"cifar\"", "\"auto\"", StringComparison.Ordinal));
        Encoder.Load(folder.Path).Dispose();
        File.WriteAllText(json, text.Replace("0.2", "-0.2", StringComparison.Ordinal));
        Assert.Contains("preprocessing.std", Assert.Throws<ConfigurationException>(() => Encoder.Load(folder.Path)).Message, StringComparison.Ordinal);
    }
}
