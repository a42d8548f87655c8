using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Evaluation;
using Autodidact.Models;

namespace Autodidact.Embeddings;

/// <summary>The features of a source in memory, without those that are no numbers.</summary>
/// <param name="Values"><c>[rows, dimension]</c>, row-major; finite.</param>
/// <param name="Dimension">Numbers in a row.</param>
/// <param name="Samples">Index in the source of each row.</param>
/// <param name="Broken">Samples that have no row, each with its reason.</param>
internal sealed record FeatureTable(float[] Values, int Dimension, int[] Samples, IReadOnlyList<string> Broken)
{
    /// <summary>Reads all of a source.</summary>
    /// <exception cref="DataException">The samples cannot be read, or not one has features that are numbers.</exception>
    public static FeatureTable Read(Encoder encoder, DataSource source, int batch, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        FeatureReader reader = FeatureReader.Of(encoder, source, new() { Batch = batch });
        FeatureBatch features = FeatureCollection.Read(reader, source, done => progress?.Report(new("features", done, source.Count)), out IReadOnlyList<BadSample> skipped, cancel);
        int dimension = features.Dimension;
        int[] finite = FiniteRows.Find(features.Values, dimension);
        if (finite.Length == 0) throw new DataException($"Not one sample of {source.Name} has features that are finite numbers: the encoder has diverged.");
        string[] broken = [.. skipped.Select(bad => bad.ToString())];
        if (finite.Length == features.Samples.Count) return new(features.Values, dimension, [.. features.Samples], broken);
        HashSet<int> kept = [.. finite];
        float[] rows = new float[finite.Length * dimension];
        for (int i = 0; i < finite.Length; i++) features.Values.AsSpan(finite[i] * dimension, dimension).CopyTo(rows.AsSpan(i * dimension));
        IEnumerable<string> diverged = Enumerable.Range(0, features.Samples.Count).Where(row => !kept.Contains(row)).Select(row => $"{source.Id(features.Samples[row])}: its features are not finite");
        return new(rows, dimension, [.. finite.Select(row => features.Samples[row])], [.. broken, .. diverged]);
    }

    /// <summary>The class of a sample, by its name where it has one; null for none.</summary>
    public static string? ClassOf(DataSource source, int sample) => source.Label(sample) is int label ? source.Classes is { } names && label < names.Count ? names[label] : $"{label}" : null;
}
