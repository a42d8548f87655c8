namespace Autodidact.Data.Views;

/// <summary>A picture of what a method really sees: a row for each sample, with the evaluation view first and then its random views.</summary>
public static class ViewSheet
{
    /// <summary>Renders the sheet.</summary>
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
        PictureSheet sheet = new(Math.Max(1, rows.Count), plans.Count + 1, plans.Max(plan => plan.Size));
        ViewScratch scratch = new();
        for (int row = 0; row < rows.Count; row++)
        {
            for (int column = 0; column <= plans.Count; column++)
            {
                ViewPlan plan = column == 0 ? whole : plans[column - 1];
                float[] view = new float[plan.Length];
                plan.Render(rows[row].Image, new DrawKey(seed, 0, rows[row].Sample, Math.Max(0, column - 1)), view, scratch);
                sheet.Put(row, column, view, plan.Normalization);
            }
        }
        return sheet.Image;
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
}
