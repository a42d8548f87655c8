namespace Autodidact.Models;

/// <summary>Features in the order of their source again, where they were read in another one. No more than a stretch is held.</summary>
internal static class OrderedFeatures
{
    /// <param name="batches">Each holds samples of one stretch, and those of a stretch come before those of the next.</param>
    /// <param name="stretch">Samples of a stretch, counted from the source's first; at 1 the order is right already.</param>
    /// <param name="size">Rows of a batch that is given back; the last of a stretch may have fewer.</param>
    public static IEnumerable<FeatureBatch> Of(IEnumerable<FeatureBatch> batches, int stretch, int size)
    {
        if (stretch == 1)
        {
            foreach (FeatureBatch batch in batches) yield return batch;
            yield break;
        }
        List<FeatureBatch> held = [];
        foreach (FeatureBatch batch in batches.Where(batch => batch.Samples.Count > 0))
        {
            if (held.Count > 0 && held[0].Samples[0] / stretch != batch.Samples[0] / stretch)
            {
                foreach (FeatureBatch ordered in Sorted(held, size)) yield return ordered;
                held.Clear();
            }
            held.Add(batch);
        }
        foreach (FeatureBatch ordered in Sorted(held, size)) yield return ordered;
    }

    private static IEnumerable<FeatureBatch> Sorted(List<FeatureBatch> held, int size)
    {
        foreach ((int Sample, FeatureBatch Batch, int Row)[] rows in held.SelectMany(batch => batch.Samples.Select((sample, row) => (Sample: sample, Batch: batch, Row: row))).OrderBy(row => row.Sample).Chunk(size))
        {
            int dimension = rows[0].Batch.Dimension;
            float[] values = new float[rows.Length * dimension];
            for (int i = 0; i < rows.Length; i++) rows[i].Batch.Values.AsSpan(rows[i].Row * dimension, dimension).CopyTo(values.AsSpan(i * dimension));
            yield return new(values, dimension, [.. rows.Select(row => row.Sample)]);
        }
    }
}
