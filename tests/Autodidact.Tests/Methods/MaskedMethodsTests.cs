using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Shapes;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Distillation;
using Autodidact.Methods.Masked;
using Autodidact.Models.Transformers;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>What masked methods hide stays hidden, and what they ask for is what was hidden.</summary>
[Collection(EngineState.Name)]
public sealed class MaskedMethodsTests
{
    private static readonly int[] s_samples = [.. Enumerable.Range(0, 40)];

    [Fact]
    public void A_student_knows_nothing_of_patches_that_another_token_stands_for()
    {
        using TensorScope scope = new();
        using VisionTransformer encoder = (VisionTransformer)SmallBackbones.Transformer.Resolve(16).Create();
        HiddenPatches hidden = HiddenPatches.Draw(new IBotOptions { MaskProbability = 1 }, [.. s_samples.Take(3)], 2, (4, 4), seed: 1, step: 0, Device.Cpu);
        Tensor images = Tensor.Rand([6, 3, 16, 16]), token = Tensor.Rand([1, 1, 16]);
        Tensor other = images + Autodidact.Objectives.MaskedPixels.Images(hidden.Flags.Unsqueeze(-1).Expand([6, 16, 48]), 4, 4, 4);
        Assert.Equal(encoder.Tokens(images, hidden.Flags, token).ToArray<float>(), encoder.Tokens(other, hidden.Flags, token).ToArray<float>());
        Assert.NotEqual(encoder.Tokens(images).ToArray<float>(), encoder.Tokens(other).ToArray<float>());
    }

    [Fact]
    public void Hidden_patches_are_those_that_are_flagged_in_the_share_that_is_asked_for()
    {
        using TensorScope scope = new();
        IBotOptions options = new();
        HiddenPatches hidden = HiddenPatches.Draw(options, s_samples, 2, (8, 8), seed: 1, step: 3, Device.Cpu);
        float[] flags = hidden.Flags.ToArray<float>(), used = hidden.Used.ToArray<float>();
        long[] places = hidden.Places.ToArray<long>(), rows = hidden.Rows.ToArray<long>();
        int most = places.Length / 80;
        Assert.Equal(32, most);
        for (int row = 0; row < 80; row++)
        {
            int[] flagged = [.. Enumerable.Range(0, 64).Where(patch => flags[(row * 64) + patch] == 1)];
            Assert.Equal(flagged.Select(patch => (long)patch), Enumerable.Range(row * most, most).Where(place => used[place] == 1).Select(place => places[place]));
            Assert.True(flagged.Length is 0 or (>= 1 and <= 32), $"{flagged.Length} of 64 patches are hidden");
        }
        Assert.Equal(Enumerable.Range(0, used.Length).Where(place => used[place] == 1).Select(place => (long)place), rows);
        Assert.InRange(hidden.Share, 0.35, 0.65);
        Assert.Equal(flags, HiddenPatches.Draw(options, s_samples, 2, (8, 8), seed: 1, step: 3, Device.Cpu).Flags.ToArray<float>());
        Assert.NotEqual(flags, HiddenPatches.Draw(options, s_samples, 2, (8, 8), seed: 1, step: 4, Device.Cpu).Flags.ToArray<float>());
    }

    [Fact]
    public void What_is_predicted_is_not_seen()
    {
        using TensorScope scope = new();
        JepaBlocks drawn = JepaBlocks.Draw(new IJepaOptions(), s_samples, (8, 8), seed: 1, step: 3, Device.Cpu);
        Assert.Equal(4, drawn.Targets.Size(1));
        Assert.InRange(drawn.Targets.Size(2), 9, 12);       // 15 to 20 % of 64
        long[] targets = drawn.Targets.ToArray<long>(), context = drawn.Context.ToArray<long>();
        float[] seen = drawn.Seen.ToArray<float>();
        int most = context.Length / s_samples.Length, asked = targets.Length / s_samples.Length;
        Assert.All(s_samples, sample =>
        {
            long[] visible = [.. Enumerable.Range(sample * most, most).Where(place => seen[place] == 1).Select(place => context[place])];
            Assert.NotEmpty(visible);
            Assert.Equal(visible.Distinct(), visible);
            Assert.Empty(visible.Intersect(targets.AsSpan(sample * asked, asked).ToArray()));
        });
    }

    [Fact]
    public void What_fills_up_a_context_changes_nothing()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        using VisionTransformer encoder = (VisionTransformer)SmallBackbones.Transformer.Resolve(16).Create();
        Tensor images = Tensor.Rand([1, 3, 16, 16]);
        Tensor two = encoder.Context(images, Tensor.From([3L, 9], 1, 2), Tensor.Zeros([1, 1, 1, 3]));
        Tensor filled = encoder.Context(images, Tensor.From([3L, 9, 0], 1, 3), Tensor.From([0f, 0, 0, float.NegativeInfinity], 1, 1, 1, 4));
        Assert.All(two.ToArray<float>().Zip(filled.ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Small_views_as_large_as_large_ones_are_not_taken_for_them()
    {
        using TensorScope scope = new();
        IBotOptions options = new() { Outputs = 8, HiddenSize = 8, BottleneckSize = 4, LocalViews = 2, LocalSize = 16 };
        ImageMethodOptions images = options;
        Func<Autodidact.Models.Backbone> network = SmallBackbones.Transformer.Resolve(16).Create;
        using MaskedDistiller method = (MaskedDistiller)images.Create(network(), new MethodContext(24, 8, Seed: 1, network));
        method.Start();
        using ViewLoader loader = new(new ShapesSource(new ShapesOptions { Count = 24, Size = 16 }, Split.Train), images.Plans(16, new()), new LoaderOptions { Batch = 8, Threads = 1 });
        using ImageViews batch = loader.Epoch(0).First();
        Assert.Single(batch.Groups);
        method.Now = new(0, 9, 3, Watched: true);
        EmbeddedViews embedded = ((IEmbeddingMethod<ImageViews>)method).Embed(batch);
        // Class logits of four views, and of two of them those of at most 8 hidden patches; KoLeo, which would see class tokens, counts nothing here.
        Assert.Equal([8L, (4 * 8) + (2 * 8 * 8)], embedded.Rows.Shape.ToArray());
        Assert.Equal([8L, (2 * 8) + (2 * 8 * 8)], embedded.Targets!.Shape.ToArray());
        Assert.True(double.IsFinite(method.Step(batch).Loss.Item<float>()));
    }

    [Theory]
    [InlineData(0.05, false)]      // of 16 patches
    [InlineData(0.07, true)]
    public void A_share_that_hides_no_patch_is_a_mistake(double most, bool isRight)
    {
        ConfigurationMistake[] mistakes = [.. new IBotOptions { MinMaskRatio = 0.05, MaxMaskRatio = most }.Missing(SmallBackbones.Transformer.Resolve(16), ViewPlan.Evaluation(16, Normalization.ImageNet))];
        string[] expected = isRight ? [] : ["method.max_mask_ratio = 0.05: hides less than one of the 16 patches of a view; must be at least 0.07"];
        Assert.Equal(expected, mistakes.Select(mistake => mistake.ToString()));
    }

    [Fact]
    public void Nothing_is_left_out_of_a_teacher() =>
        Assert.Equal(0, ((VisionTransformerOptions)(SmallBackbones.Transformer with { DropPath = 0.3 }).ForTeacher).DropPath);
}
