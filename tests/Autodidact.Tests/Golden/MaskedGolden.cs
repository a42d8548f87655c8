using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Methods.Masked;
using Autodidact.Models.Transformers;
using Autodidact.Objectives;
using Xunit;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the masked autoencoder, its positions and masks, and the block masks of BEiT, BEiT v2 and iBOT.</summary>
internal static class MaskedGolden
{
    private const string Mae = "masked_mae", Blocks = "masked_block_generators";

    [GoldenCases(Mae, "mae_normpix_#")]
    [GoldenCases(Mae, "mae_pix_#")]
    private static void Autoencoder(GoldenCase golden)
    {
        using VisionTransformer encoder = new(new()
        {
            ImageSize = golden.Integer("img_size"), PatchSize = golden.Integer("patch_size"), Width = golden.Integer("embed_dim"), Depth = golden.Integer("depth"),
            Heads = golden.Integer("num_heads"), MlpRatio = golden.Number("mlp_ratio"), Positions = Positions.SinCos,
        });
        using MaskedDecoder decoder = new(encoder, golden.Integer("decoder_embed_dim"), golden.Integer("decoder_depth"), golden.Integer("decoder_num_heads"));
        Dictionary<string, Tensor> weights = golden.Weights.Where(pair => !pair.Key.EndsWith("pos_embed", StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor());
        Assert.Equal(weights.Keys.Order(), encoder.NamedState().Concat(decoder.NamedState()).Select(entry => entry.Name).Order());
        encoder.LoadState(weights, strict: false);
        decoder.LoadState(weights, strict: false);
        Tensor images = golden.Input("image").ToTensor(requiresGradient: true);
        int grid = golden.Integer("img_size") / golden.Integer("patch_size");

        PatchMask mask = PatchMask.Random(golden.Input("noise").ToTensor(), golden.Number("mask_ratio"));
        Tensor latent = encoder.Tokens(images, mask), prediction = decoder.Forward(latent, mask, grid, grid);
        Tensor patches = MaskedPixels.Patches(images, golden.Integer("patch_size"));
        Tensor loss = MaskedPixels.Loss(prediction, MaskedPixels.Targets(patches, golden.Flag("norm_pix_loss")), mask.Hidden);
        loss.Backward();

        golden.Check("output/ids_keep", mask.Kept);
        golden.Check("output/ids_restore", mask.Restore);
        golden.Check("output/mask", mask.Hidden);
        golden.Check("output/latent", latent);
        golden.Check("output/pred", prediction);
        golden.Check("output/patchify", patches);
        golden.Check("output/unpatchify_pred", MaskedPixels.Images(prediction, golden.Integer("patch_size"), grid, grid));
        golden.Check("output/loss", loss);
        golden.Check("grad/image", images.Gradient);
        foreach ((string name, Tensor parameter) in encoder.NamedParameters().Concat(decoder.NamedParameters()).Where(parameter => golden.Expects($"grad_weight/{parameter.Name}")))
            golden.Check($"grad_weight/{name}", parameter.Gradient);
    }

    [GoldenCases(Mae, "random_masking_#")]
    private static void RandomMasking(GoldenCase golden)
    {
        PatchMask mask = PatchMask.Random(golden.Input("noise").ToTensor(), golden.Number("mask_ratio"));
        golden.Check("output/ids_restore", mask.Restore);
        golden.Check("output/mask", mask.Hidden);
        golden.Check("output/x_masked", mask.Seen(golden.Input("tokens").ToTensor()));
    }

    [GoldenCases(Mae, "sincos2d_*")]
    private static void SinesAndCosines(GoldenCase golden)
    {
        int grid = golden.Integer("grid_size"), width = golden.Integer("embed_dim");
        Tensor positions = PositionEmbedding.SinCos(grid, grid, width);
        golden.Check("output/pos_embed", positions);
        golden.Check("output/pos_embed_cls", Ops.Cat([Tensor.Zeros([1, width]), positions]));
    }

    [GoldenCases(Blocks, "beit_*_given_draws")]
    private static void BeitFromDraws(GoldenCase golden) => FromDraws(golden, golden.Integer("input_size"), uniform => Beit(golden).Draw(golden.Integer("num_masking_patches"), uniform));

    [GoldenCases(Blocks, "ibot_block_*_given_draws")]
    private static void IBotFromDraws(GoldenCase golden)
    {
        int grid = golden.Integer("grid");
        FromDraws(golden, grid, uniform => IBot(golden).Draw(Share(golden, uniform) * grid * grid, uniform));
    }

    [GoldenCases(Blocks, "beit_*_statistics")]
    private static void BeitStatistics(GoldenCase golden)
    {
        bool[][] masks = Draw(4000, uniform => Beit(golden).Draw(golden.Integer("num_masking_patches"), uniform));
        CheckCounts(golden, masks);
        double[] counts = [.. masks.Select(mask => (double)mask.Count(hidden => hidden))];
        double deviation = Deviation(counts);
        golden.CheckWithin("output/std_count", [deviation], 8 * deviation / Math.Sqrt(2 * masks.Length));
        double agreement = masks.Average(mask => Agreement(mask, golden.Integer("input_size")));
        golden.CheckWithin("output/neighbour_agreement", [agreement], 0.01);
    }

    [GoldenCases(Blocks, "beit2_*_statistics")]
    private static void Beit2Statistics(GoldenCase golden) =>
        CheckCounts(golden, Draw(4000, uniform => Beit(golden).DrawExactly(golden.Integer("num_masking_patches"), uniform)));

    [GoldenCases(Blocks, "ibot_block_*_statistics")]
    private static void IBotStatistics(GoldenCase golden)
    {
        int grid = golden.Integer("grid");
        bool[][] masks = Draw(2000, uniform => IBot(golden).Draw(Share(golden, uniform) * grid * grid, uniform));
        double[] shares = [.. masks.Select(mask => mask.Count(hidden => hidden) / (double)mask.Length)];
        double deviation = Deviation(shares), empty = shares.Count(share => share == 0) / (double)shares.Length;
        golden.CheckWithin("output/mean_ratio", [shares.Average()], Error(deviation, masks.Length));
        golden.CheckWithin("output/std_ratio", [deviation], Error(deviation, masks.Length));
        golden.CheckWithin("output/fraction_empty", [empty], Error(Math.Sqrt(empty * (1 - empty)), masks.Length));
        CheckFrequencies(golden, masks);
    }

    private static BlockMask Beit(GoldenCase golden) => new(golden.Integer("input_size"), golden.Integer("input_size"))
    {
        LeastBlock = golden.Integer("min_num_patches"),
        LargestBlock = golden.Text("max_num_patches") == "None" ? null : golden.Integer("max_num_patches"),
        LeastAspect = golden.Number("min_aspect"),
    };

    private static BlockMask IBot(GoldenCase golden) => new(golden.Integer("grid"), golden.Integer("grid")) { LeastBlock = Math.Pow(golden.Integer("grid") / 3, 2), LeastAspect = 0.3 };

    // Of several shares each is drawn around its mean, then one is taken.
    private static double Share(GoldenCase golden, Func<double> uniform)
    {
        double[] means = golden.Numbers("pred_ratio"), around = golden.Numbers("pred_ratio_var");
        double[] shares = [.. means.Zip(around, (mean, spread) => spread > 0 ? mean - spread + (2 * spread * uniform()) : mean)];
        return shares.Length == 1 ? shares[0] : shares[(int)(uniform() * shares.Length)];
    }

    private static void FromDraws(GoldenCase golden, int grid, Func<Func<double>, bool[]> draw)
    {
        GoldenTensor uniforms = golden.Input("uniforms");
        int rows = (int)uniforms.Shape[0], each = (int)uniforms.Shape[1];
        List<double> masks = [], used = [];
        for (int row = 0; row < rows; row++)
        {
            int taken = 0;
            masks.AddRange(draw(() => uniforms.Values[(row * each) + taken++]).Select(hidden => hidden ? 1.0 : 0));
            used.Add(taken);
        }
        golden.Check("output/mask", masks.ToArray());
        golden.Check("output/draws_used", used.ToArray());
    }

    private static bool[][] Draw(int count, Func<Func<double>, bool[]> draw)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => draw(random.NextDouble))];
    }

    private static void CheckCounts(GoldenCase golden, bool[][] masks)
    {
        double[] counts = [.. masks.Select(mask => (double)mask.Count(hidden => hidden))];
        golden.CheckWithin("output/mean_count", [counts.Average()], Error(Deviation(counts), masks.Length));
        golden.Check("output/max_count", counts.Max());
        // The smallest of so many is a rare one: a patch or three apart.
        golden.CheckWithin("output/min_count", [counts.Min()], counts.Min() == counts.Max() ? 0 : 3);
        CheckFrequencies(golden, masks);
    }

    private static void CheckFrequencies(GoldenCase golden, bool[][] masks)
    {
        double[] frequencies = [.. Enumerable.Range(0, masks[0].Length).Select(patch => masks.Count(mask => mask[patch]) / (double)masks.Length)];
        golden.CheckWithin("output/position_frequency", frequencies, Error(0.5, masks.Length));
    }

    // Four standard errors of the difference of two samples.
    private static double Error(double deviation, int count) => 4 * Math.Sqrt(2) * deviation / Math.Sqrt(count);

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    // Share of horizontal neighbours that are both hidden or both seen.
    private static double Agreement(bool[] mask, int grid) =>
        Enumerable.Range(0, mask.Length).Where(patch => patch % grid > 0).Average(patch => mask[patch] == mask[patch - 1] ? 1.0 : 0);
}
