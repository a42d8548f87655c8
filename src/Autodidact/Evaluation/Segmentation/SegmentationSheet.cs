using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Engine.Serialization;
using Autodidact.Models;

namespace Autodidact.Evaluation.Segmentation;

/// <summary>A picture of masks: a row for each of some test pictures, with the picture, its true mask and the predicted one.</summary>
internal static class SegmentationSheet
{
    private static readonly byte[][] s_colours = [[24, 24, 24], [244, 244, 244], [214, 69, 65], [52, 120, 190], [66, 160, 90], [240, 180, 40], [140, 90, 170], [0, 160, 170]];
    private static readonly byte[] s_ignored = [120, 120, 120];

    /// <summary>Writes the sheet as a PNG.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="source">The test pictures.</param>
    /// <param name="masks">Their masks.</param>
    /// <param name="features">Features of their parts.</param>
    /// <param name="fitted">Predicts masks.</param>
    /// <param name="most">Rows, spread over the pictures.</param>
    public static void Write(string file, MaskedSource source, MaskFrames masks, FeatureBatch features, LinearSegmentation fitted, int most)
    {
        int rows = Math.Min(most, features.Samples.Count), size = masks.Size;
        PictureSheet sheet = new(rows, 3, size);
        ViewPlan plan = ViewPlan.Evaluation(size);
        ViewScratch scratch = new();
        float[] view = new float[plan.Length];
        for (int row = 0; row < rows; row++)
        {
            int picture = (int)((long)row * features.Samples.Count / rows), frame = features.Samples[picture];
            plan.Render(source.Read(masks.Pictures[frame]), default, view, scratch);
            sheet.Put(row, 0, view, plan.Normalization);
            sheet.Put(row, 1, Coloured(masks.Frames[frame].Select(value => (int)value)));
            sheet.Put(row, 2, Coloured(fitted.Predict(features, picture).Select(value => (int)value)));
        }

        byte[] png = ImageFiles.EncodePng(sheet.Image);
        AtomicFile.Write(file, stream => stream.Write(png));
    }

    private static byte[] Coloured(IEnumerable<int> classes) => [.. classes.SelectMany(label => label is < 0 or MaskFrames.Ignored ? s_ignored : s_colours[label % s_colours.Length])];
}
