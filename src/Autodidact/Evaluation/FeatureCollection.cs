using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Evaluation;

/// <summary>Collects the features of a labelled source in memory.</summary>
internal static class FeatureCollection
{
    /// <param name="reader">Reads the features.</param>
    /// <param name="source">What it reads; every sample has a label.</param>
    /// <param name="classes">Classes there are.</param>
    /// <param name="done">Told the samples done.</param>
    /// <param name="skipped">Broken samples, which have no row.</param>
    /// <param name="cancel">Ends the reading early.</param>
    public static LabelledFeatures Read(FeatureReader reader, DataSource source, int classes, Action<int>? done, out IReadOnlyList<BadSample> skipped, CancellationToken cancel)
    {
        float[] values = [];
        List<int> labels = new(source.Count);
        int dimension = 1;
        foreach (FeatureBatch batch in reader.Batches(cancel))
        {
            dimension = batch.Dimension;
            if (values.Length == 0)
            {
                long length = (long)source.Count * dimension;
                if (length > Array.MaxLength)
                    throw new DataException($"{source.Count} samples of {dimension} features are more than fit into memory at once ({Array.MaxLength:N0} numbers); use fewer (limit).");
                values = new float[length];
            }

            batch.Values.CopyTo(values, labels.Count * dimension);
            labels.AddRange(batch.Samples.Select(sample => source.Label(sample)!.Value));
            done?.Invoke(labels.Count);
        }

        skipped = [.. reader.Skipped];
        if (labels.Count == 0) throw new DataException($"Not one of the {source.Count} {source.Samples} in {source.Name} can be read.");
        if (labels.Count < source.Count) Array.Resize(ref values, labels.Count * dimension);
        return new(values, dimension, [.. labels], classes);
    }
}
