using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Evaluation.Charts;
using Autodidact.Models;
using Autodidact.Models.Tokenizers;
using Autodidact.Models.Transformers;

namespace Autodidact.Evaluation.Attention;

/// <summary>A picture of where a vision transformer looks: a row for each picture, with the picture first, then the heads of its last block, then the rollout through all blocks.</summary>
public static class AttentionSheet
{
    /// <summary>Draws the sheet. Each map goes from dark (its lowest) to light (its highest).</summary>
    /// <param name="encoder">One whose network is a vision transformer.</param>
    /// <param name="pictures">At least one.</param>
    /// <exception cref="ConfigurationException">The network has no attention.</exception>
    public static Image Render(Encoder encoder, IReadOnlyList<Image> pictures)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(pictures);
        VisionTransformer network = (encoder.Backbone switch { HeadedBackbone headed => headed.Network, PatchTokenizer tokenizer => tokenizer.Network, Backbone other => other }) as VisionTransformer
            ?? throw new ConfigurationException([new("run", encoder.Description.Backbone.Name, "has no attention to show; a run whose backbone is a vision transformer has")]);
        ViewPlan plan = ((ImagePreprocessing)encoder.Preprocessing).Plan();
        int grid = plan.Size / network.PatchSize, leading = network.LeadingTokens;
        PictureSheet? sheet = null;
        ViewScratch scratch = new();
        float[] view = new float[plan.Length];
        for (int row = 0; row < pictures.Count; row++)
        {
            using TensorScope scope = new();
            using NoGradient guard = new();
            plan.Render(pictures[row], new DrawKey(0, 0, row, 0), view, scratch);
            Tensor image = Tensor.From(view, 1, plan.Size, plan.Size, 3).Permute([0, 3, 1, 2]).To(network.Parameters().First().Device);
            IReadOnlyList<Tensor> maps = network.Maps(image);
            float[][] shown = [.. AttentionMaps.OfClassToken(maps[^1], leading).Squeeze(0).Unbind().Append(AttentionMaps.Rollout(maps, leading).Squeeze(0)).Select(map => map.ToArray<float>())];
            sheet ??= new(pictures.Count, 1 + shown.Length, plan.Size);
            sheet.Put(row, 0, view, plan.Normalization);
            for (int column = 0; column < shown.Length; column++) sheet.Put(row, 1 + column, Enlarged(shown[column], grid, network.PatchSize, plan.Size));
        }
        return sheet!.Image;
    }

    // Patch by patch, so that nothing is made up; pixels beyond the last whole patch stay dark.
    private static byte[] Enlarged(float[] map, int grid, int patch, int size)
    {
        (float low, float high) = (map.Min(), map.Max());
        byte[] pixels = new byte[3 * size * size];
        for (int y = 0; y < grid * patch; y++)
        {
            for (int x = 0; x < grid * patch; x++)
            {
                float value = map[((y / patch) * grid) + (x / patch)];
                (double r, double g, double b) = ColourRamp.At(high > low ? (value - low) / (high - low) : 0);
                (pixels[3 * ((y * size) + x)], pixels[(3 * ((y * size) + x)) + 1], pixels[(3 * ((y * size) + x)) + 2]) = ((byte)r, (byte)g, (byte)b);
            }
        }
        return pixels;
    }
}
