using Autodidact.Engine.Optimization;
using Autodidact.Evaluation.FineTuning;
using Autodidact.Models;
using Autodidact.Models.LabSplits;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;
using Autodidact.Models.Transformers.Bert;
using Xunit;

namespace Autodidact.Tests.Evaluation.FineTuning;

/// <summary>Which layer a parameter is in, and how fast it learns.</summary>
public sealed class LayerRateTests
{
    private static readonly BackboneOptions s_transformer = new VitTinyOptions { Width = 8, Depth = 3, Heads = 2, PatchSize = 4, Registers = 2, LayerScale = 0.1 }.Resolve(8);

    private static readonly BackboneOptions s_texts = new BertTinyOptions { Width = 8, Depth = 3, Heads = 2, Vocabulary = 20, Positions = 8 };

    [Theory]
    [InlineData("backbone.cls_token", 0, false)]
    [InlineData("backbone.pos_embed", 0, false)]
    [InlineData("backbone.register_tokens", 0, false)]
    [InlineData("backbone.patch_embed.proj.weight", 0, true)]
    [InlineData("backbone.patch_embed.proj.bias", 0, false)]
    [InlineData("backbone.blocks.0.attn.qkv.weight", 1, true)]
    [InlineData("backbone.blocks.2.mlp.fc2.weight", 3, true)]
    [InlineData("backbone.blocks.2.norm1.weight", 3, false)]
    [InlineData("backbone.blocks.2.ls1.gamma", 3, false)]
    [InlineData("backbone.norm.weight", 4, false)]
    [InlineData("classifier.weight", 4, true)]
    [InlineData("classifier.bias", 4, false)]
    public void A_transformer_has_a_layer_a_block(string name, int layer, bool decays) => Check(s_transformer, name, layer, last: 4, decays);

    [Theory]
    [InlineData("backbone.conv1.weight", 0, true)]
    [InlineData("backbone.bn1.bias", 0, false)]
    [InlineData("backbone.layer1.0.conv1.weight", 1, true)]
    [InlineData("backbone.layer2.0.downsample.0.weight", 2, true)]
    [InlineData("backbone.layer4.1.bn2.weight", 4, false)]
    [InlineData("classifier.weight", 5, true)]
    public void A_residual_network_has_a_layer_a_stage(string name, int layer, bool decays) =>
        Check(new ResNet18Options { Width = 4 }.Resolve(16), name, layer, last: 5, decays);

    [Theory]
    [InlineData("backbone.layer3.0.conv1.weight", 3)]
    [InlineData("classifier.bias", 4)]
    public void A_thin_residual_network_has_three_stages(string name, int layer) => Check(new CifarResNetOptions { Width = 4 }, name, layer, last: 4, decays: name.EndsWith("conv1.weight", StringComparison.Ordinal));

    [Theory]
    [InlineData("backbone.luminance.conv1.weight", 0)]
    [InlineData("backbone.chrominance.layer4.0.conv1.weight", 4)]
    [InlineData("classifier.weight", 5)]
    public void Both_halves_of_a_split_network_have_their_layers(string name, int layer) => Check(new LabResNet18Options { Width = 4 }.Resolve(16), name, layer, last: 5, decays: true);

    [Theory]
    [InlineData("backbone.layer4.0.conv1.weight", 4)]
    [InlineData("backbone.kept_head.0.weight", 5)]
    [InlineData("classifier.weight", 6)]
    public void A_kept_layer_of_the_head_is_one_more(string name, int layer) => Check(new ResNet18Options { Width = 4, HeadSize = 8 }.Resolve(16), name, layer, last: 6, decays: true);

    [Theory]
    [InlineData("backbone.embeddings.word_embeddings.weight", 0, true)]
    [InlineData("backbone.embeddings.position_embeddings.weight", 0, true)]
    [InlineData("backbone.embeddings.LayerNorm.weight", 0, false)]
    [InlineData("backbone.encoder.layer.0.attention.self.query.weight", 1, true)]
    [InlineData("backbone.encoder.layer.0.attention.output.LayerNorm.weight", 1, false)]
    [InlineData("backbone.encoder.layer.2.output.dense.weight", 3, true)]
    [InlineData("backbone.encoder.layer.2.output.dense.bias", 3, false)]
    [InlineData("backbone.pooler.dense.weight", 4, true)]
    [InlineData("classifier.weight", 4, true)]
    public void A_network_of_texts_has_a_layer_a_layer_and_its_positions_decay(string name, int layer, bool decays) => Check(s_texts, name, layer, last: 4, decays);

    [Theory]
    [InlineData("backbone.cls_token", 0, false)]
    [InlineData("backbone.blocks.2.mlp.fc2.weight", 3, true)]
    [InlineData("backbone.tokenizer.project.0.weight", 4, true)]
    [InlineData("classifier.weight", 4, true)]
    public void A_tokenizer_has_the_layers_of_its_network(string name, int layer, bool decays) => Check((VitTinyOptions)s_transformer with { Codes = 8, CodeSize = 4, NormalizedCodes = true }, name, layer, last: 4, decays);

    [Fact]
    public void Every_parameter_learns_once()
    {
        foreach (BackboneOptions options in (BackboneOptions[])[s_transformer, s_texts, (VitTinyOptions)s_transformer with { Codes = 8, CodeSize = 4 }, new ResNet18Options { Width = 4, HeadSize = 8, HeadBatchNorm = true }.Resolve(16)])
        {
            using TunedNetwork network = new(options.Create(), classes: 3, dropout: 0);
            Assert.Equal(network.NamedParameters().Select(parameter => parameter.Name).Order(), network.Groups(0.5).SelectMany(group => group.Parameters).Select(parameter => parameter.Name).Order());
        }
    }

    private static void Check(BackboneOptions options, string name, int layer, int last, bool decays)
    {
        using TunedNetwork network = new(options.Create(), classes: 3, dropout: 0);
        Assert.Equal(last, network.Backbone.HeadLayer);
        ParameterGroup group = network.Groups(0.5).Single(group => group.Parameters.Any(parameter => parameter.Name == name));
        Assert.Equal(Math.Pow(0.5, last - layer), group.LearningRateScale, 12);
        Assert.Equal(decays ? 1 : 0, group.WeightDecayScale);
    }
}
