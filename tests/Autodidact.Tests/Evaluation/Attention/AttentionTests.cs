using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Shapes;
using Autodidact.Engine;
using Autodidact.Evaluation.Attention;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation.Attention;

public sealed class AttentionTests
{
    [Fact]
    public void Rollout_follows_attention_through_the_blocks_and_around_them()
    {
        using TensorScope scope = new();
        // Three tokens: the class token looks at token 2 in the second block, and token 2 at token 1 in the first.
        Tensor first = Map([1, 0, 0], [0, 1, 0], [0, 1, 0]), second = Map([0, 0, 1], [0, 1, 0], [0, 0, 1]);
        Tensor flow = AttentionMaps.Rollout([first, second], leading: 1);
        // Half of what the class token takes of token 2 is token 2 itself, half token 1; a half of everything stays where it was.
        Assert.Equal([0.25f, 0.25f], flow.ToArray<float>());
        Assert.Equal([0f, 1f], AttentionMaps.OfClassToken(second, leading: 1).ToArray<float>());
        Assert.Equal([1f, 0f, 0f, 0f, 1f, 0f, 0f, 0.5f, 0.5f], AttentionMaps.Rollouts([first, second])[0].ToArray<float>());
    }

    [Fact]
    public void A_sheet_has_a_tile_for_each_head_and_one_for_the_rollout()
    {
        ImageSource source = new ShapesSource(new ShapesOptions { Count = 2, Size = 16 }, Split.Train);
        using Encoder encoder = new(SmallBackbones.Transformer.Resolve(16).Create(), SmallBackbones.Transformer.Resolve(16), new ImagePreprocessing { Size = 16 });
        Image sheet = AttentionSheet.Render(encoder, [source.Read(0), source.Read(1)]);
        Assert.Equal((2 + (4 * 66), 2 + (2 * 66)), (sheet.Width, sheet.Height));
    }

    [Fact]
    public void A_network_without_attention_is_named()
    {
        ResNet18Options options = new() { Width = 4 };
        using Encoder encoder = new(options.Resolve(16).Create(), options.Resolve(16), new ImagePreprocessing { Size = 16 });
        Assert.Contains("has no attention", Assert.Throws<ConfigurationException>(() => AttentionSheet.Render(encoder, [new Image(1, 1, 1, new byte[1])])).Message);
    }

    private static Tensor Map(params float[][] rows) => Tensor.From([.. rows.SelectMany(row => row)], 1, 1, rows.Length, rows.Length);
}
