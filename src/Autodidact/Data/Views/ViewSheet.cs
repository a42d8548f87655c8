namespace Autodidact.Data.Views;

/// <summary>A picture of what a method really sees: a row for each sample, with the evaluation view first and then its random views.</summary>
public static class ViewSheet
{
    private const int Gap = 2, SmallestTile = 64;

    /// <summary>Renders the sheet. Small views are enlarged by whole factors, pixel by pixel, so that nothing is made up.</summary>
    /// <param name="source">The pictures; broken ones are passed over.</param>
    /// <param name="plans">One for each view, as in training.</param>
    /// <param name="samples">Rows of the sheet, at most; taken from the start of the source.</param>
    /// <param name="seed">The run's seed: epoch 0 is shown as the run will see it.</param>
    public static Image Render(ImageSource source, IReadOnlyList<ViewPlan> plans, int samples = 12, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(plans);
        ViewPlan whole = ViewPlan.Evaluation(plans[0].Size, plans[0].Normalization);
        List<(int Sample, Image Image)> rows = Readable(source, samples);
        int size = plans.Max(plan => plan.Size), zoom = Math.Max(1, SmallestTile / size), tile = (size * zoom) + Gap;
        int width = ((plans.Count + 1) * tile) + Gap, height = (Math.Max(1, rows.Count) * tile) + Gap;
        byte[] sheet = new byte[3 * width * height];
        Array.Fill(sheet, byte.MaxValue);
        ViewScratch scratch = new();
        for (int row = 0; row < rows.Count; row++)
        {
            for (int column = 0; column <= plans.Count; column++)
            {
                ViewPlan plan = column == 0 ? whole : plans[column - 1];
                float[] view = new float[plan.Length];
                plan.Render(rows[row].Image, new DrawKey(seed, 0, rows[row].Sample, Math.Max(0, column - 1)), view, scratch);
                byte[] pixels = new byte[view.Length];
                plan.Normalization.Undo(view, pixels);
                Paste(pixels, plan.Size, zoom, sheet, width, Gap + (column * tile), Gap + (row * tile));
            }
        }

        return new Image(width, height, 3, sheet);
    }

    private static List<(int Sample, Image Image)> Readable(ImageSource source, int most)
    {
        List<(int, Image)> found = [];
        for (int i = 0; i < source.Count && found.Count < most; i++)
        {
            try
            {
                found.Add((i, source.Read(i)));
            }
            catch (BadSampleException)
            {
                // The loader counts and names it; the sheet only needs pictures.
            }
        }

        return found;
    }

    private static void Paste(byte[] pixels, int size, int zoom, byte[] sheet, int width, int left, int top)
    {
        for (int y = 0; y < size * zoom; y++)
        {
            for (int x = 0; x < size * zoom; x++)
                pixels.AsSpan(3 * (((y / zoom) * size) + (x / zoom)), 3).CopyTo(sheet.AsSpan(3 * (((top + y) * width) + left + x)));
        }
    }
}
