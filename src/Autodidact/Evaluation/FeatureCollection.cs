using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Evaluation;

/// <summary>Collects the features of a source in memory.</summary>
internal static class FeatureCollection
{
    /// <param name="reader">Reads the features.</param>
    /// <param name="source">What it reads.</param>
    /// <param name="done">Told the samples done.</param>
    /// <param name="skipped">Broken samples, which have no row.</param>
    /// <param name="cancel">Ends the reading early.</param>
    public static FeatureBatch Read(FeatureReader reader, DataSource source, Action<int>? done, out IReadOnlyList<BadSample> skipped, CancellationToken cancel)
    {
        float[] values = [];
        List<int> samples = new(source.Count);
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

            batch.Values.CopyTo(values, samples.Count * dimension);
            samples.AddRange(batch.Samples);
            done?.Invoke(samples.Count);
        }

        skipped = [.. reader.Skipped];
        if (samples.Count == 0) throw new DataException($"Not one of the {source.Count} {source.Samples} in {source.Name} can be read.");
        if (samples.Count < source.Count) Array.Resize(ref values, samples.Count * dimension);
        return new(values, dimension, samples);
    }

    /// <summary>As <see cref="Read"/>, of a source whose samples all have a label, with the class of every row.</summary>
    /// <param name="classes">Classes there are.</param>
    public static LabelledFeatures ReadLabelled(FeatureReader reader, DataSource source, int classes, Action<int>? done, out IReadOnlyList<BadSample> skipped, CancellationToken cancel)
    {
        FeatureBatch read = Read(reader, source, done, out skipped, cancel);
        return new(read.Values, read.Dimension, [.. read.Samples.Select(sample => source.Label(sample)!.Value)], classes);
    }
}
