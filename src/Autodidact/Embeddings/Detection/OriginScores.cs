using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Detection;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;

namespace Autodidact.Embeddings.Detection;

/// <summary>Fits scores on features of one origin and scores held-out and new samples.</summary>
internal sealed class OriginScores(string origin, DetectionData data, DetectionOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
{
    // Of pictures whose parts are compared: each has some thousand times as many numbers as a whole sample.
    private const int LargestPartBatch = 16;

    private readonly LoaderOptions _loader = new() { Batch = options.Batch };
    private readonly SortedSet<string> _broken = new(StringComparer.Ordinal);

    /// <summary>Samples that could not be read, each with its reason.</summary>
    public IReadOnlyCollection<string> Broken => _broken;

    /// <summary>Normal samples that scores were fitted on: those that could be read.</summary>
    public int Fitted { get; private set; }

    /// <summary>How strange each part of each new picture is, row by row; empty where parts were not compared.</summary>
    public float[][] HeatMaps { get; private set; } = [];

    /// <summary>How strange the parts of held-out normal pictures are.</summary>
    public float[] NormalParts { get; private set; } = [];

    /// <summary>Scores that compare whole samples.</summary>
    /// <param name="methods">Which of them.</param>
    /// <param name="reader">Reads features of a source.</param>
    public IEnumerable<MethodScores> Whole(IReadOnlyList<string> methods, Func<DataSource, LoaderOptions, FeatureReader> reader)
    {
        if (methods.Count == 0) yield break;
        (float[] normal, int dimension, int[] normalSamples) = Read(data.Fitted, "normal samples");
        Fitted = normalSamples.Length;
        (float[] held, _, int[] heldSamples) = Read(data.Held, "held-out normal samples");
        (float[] scored, _, int[] scoredSamples) = Read(data.Scored, "new samples");
        int[] labels = [.. normalSamples.Select(sample => data.Fitted.Label(sample)).OfType<int>()];
        if (labels.Length != normalSamples.Length || labels.Distinct().Count() < 2) labels = [];
        foreach (string method in methods)
        {
            Report($"{method} on {origin}");
            OutlierScore score = method switch
            {
                "knn" => new NeighbourDistance(normal, dimension, options.Neighbours),
                "mahalanobis" => new MahalanobisDistance(normal, dimension, labels),
                _ when labels.Length == 0 => new FreeEnergy(normal, dimension),
                _ => new FreeEnergy(LinearProbe.Fit(new(normal, dimension, labels, labels.Max() + 1), new LinearProbeOptions { Seed = options.Seed }, cancel).Classifier),
            };
            using (score as IDisposable)
                yield return new(method, score.Settings, Placed(score.Of(held, cancel), heldSamples, data.Held.Count), Placed(score.Of(scored, cancel), scoredSamples, data.Scored.Count));
        }

        (float[], int, int[]) Read(DataSource source, string what)
        {
            FeatureBatch read = FeatureCollection.Read(reader(source, _loader), source, done => Report($"features of {origin}, {what}", done, source.Count), out IReadOnlyList<BadSample> skipped, cancel);
            foreach (BadSample bad in skipped) _broken.Add(bad.ToString());
            int[] rows = FiniteRows.Find(read.Values, read.Dimension);
            if (rows.Length == 0) throw new DataException($"Not one sample of {source.Name} has features that are finite numbers: the encoder has diverged.");
            if (rows.Length == read.Samples.Count) return (read.Values, read.Dimension, [.. read.Samples]);
            HashSet<int> finite = [.. rows];
            for (int row = 0; row < read.Samples.Count; row++)
                if (!finite.Contains(row)) _broken.Add($"{source.Id(read.Samples[row])}: its features are not finite");
            float[] values = new float[rows.Length * read.Dimension];
            for (int i = 0; i < rows.Length; i++) read.Values.AsSpan(rows[i] * read.Dimension, read.Dimension).CopyTo(values.AsSpan(i * read.Dimension));
            return (values, read.Dimension, [.. rows.Select(row => read.Samples[row])]);
        }
    }

    /// <summary>The score that compares small parts of pictures.</summary>
    public MethodScores Parts(PartFeatures parts)
    {
        ImageSource normal = (ImageSource)data.Fitted;
        int share = Math.Max(1, PatchMemory.MostCandidates / normal.Count);
        List<float> candidates = [];
        int read = 0;
        foreach (FeatureBatch batch in Batches(parts, normal, "parts of normal pictures"))
        {
            read += batch.Samples.Count;
            for (int i = 0; i < batch.Samples.Count; i++)
            {
                ReadOnlySpan<float> picture = batch.Values.AsSpan(i * batch.Dimension, batch.Dimension);
                int count = batch.Dimension / parts.Channels;
                Draws draws = new(new DrawKey(options.Seed, 0, batch.Samples[i], 1), DrawPurpose.Calibration);
                foreach (int part in draws.Distinct(Math.Min(share, count), count))
                {
                    ReadOnlySpan<float> one = picture.Slice(part * parts.Channels, parts.Channels);
                    if (FiniteRows.Find(one, parts.Channels).Length == 1) candidates.AddRange(one);
                }
            }
        }
        if (Fitted == 0) Fitted = read;
        if (candidates.Count == 0) throw new DataException($"Not one part of the pictures of {normal.Name} has features that are finite numbers: the encoder has diverged.");
        PatchMemory memory = PatchMemory.Of(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(candidates), parts.Channels, options.Parts, options.Seed, (done, total) => Report($"parts of {origin} to remember", done, total), cancel);
        List<float> normalParts = [];
        double[] held = Score(data.Held, "parts of held-out normal pictures", (_, map) => normalParts.AddRange(map));
        float[][] maps = [.. Enumerable.Repeat(Array.Empty<float>(), data.Scored.Count)];
        double[] scored = Score(data.Scored, "parts of new pictures", (sample, map) => maps[sample] = map);
        (HeatMaps, NormalParts) = (maps, [.. normalParts]);
        return new(DetectionOptions.Patches, new Dictionary<string, double> { ["parts"] = memory.Count, ["rows"] = parts.Grid.Rows, ["columns"] = parts.Grid.Columns, ["channels"] = parts.Channels, ["size"] = parts.Plan.Size }, held, scored);

        double[] Score(DataSource source, string what, Action<int, float[]> keep)
        {
            double[] scores = new double[source.Count];
            Array.Fill(scores, double.NaN);
            foreach (FeatureBatch batch in Batches(parts, (ImageSource)source, what))
            {
                float[] distances = memory.Distances(batch.Values);
                int count = distances.Length / batch.Samples.Count;
                for (int i = 0; i < batch.Samples.Count; i++)
                {
                    float[] map = distances[(i * count)..((i + 1) * count)];
                    if (map.Any(float.IsNaN))
                    {
                        _broken.Add($"{source.Id(batch.Samples[i])}: its features are not finite");
                        continue;
                    }
                    scores[batch.Samples[i]] = map.Max();
                    keep(batch.Samples[i], map);
                }
            }
            return scores;
        }
    }

    private IEnumerable<FeatureBatch> Batches(PartFeatures parts, ImageSource source, string what)
    {
        FeatureReader reader = parts.Reader(source, _loader with { Batch = Math.Min(options.Batch, LargestPartBatch) });
        int done = 0;
        foreach (FeatureBatch batch in reader.Batches(cancel))
        {
            if (batch.Samples.Count > 0) yield return batch;
            Report($"{what} of {origin}", done += batch.Samples.Count, source.Count);
        }
        foreach (BadSample bad in reader.Skipped) _broken.Add(bad.ToString());
    }

    private void Report(string stage, int done = 0, int total = 0) => progress?.Report(new(stage, done, total));

    private static double[] Placed(double[] scores, int[] samples, int count)
    {
        double[] placed = new double[count];
        Array.Fill(placed, double.NaN);
        for (int i = 0; i < samples.Length; i++) placed[samples[i]] = scores[i];
        return placed;
    }
}
