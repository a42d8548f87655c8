using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Clustering;
using Autodidact.Evaluation.Metrics;
using Autodidact.Models;

namespace Autodidact.Embeddings.Clusters;

/// <summary>
/// Puts samples together whose features point the same way: k-means on feature vectors of length 1. The same seed gives the same clusters on the same machine with the same number of
/// threads; with another number sums may round otherwise.
/// </summary>
public static class Clusterer
{
    /// <summary>Clusters a source.</summary>
    /// <param name="encoder">The encoder; it is not changed.</param>
    /// <param name="source">The samples; their features lie in memory.</param>
    /// <param name="options">Null for the defaults; <see cref="ClusterOptions.Split"/> and <see cref="ClusterOptions.Limit"/> are for who opens the source.</param>
    /// <param name="progress">Told how far it is, on the clustering thread.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <exception cref="ConfigurationException">There are fewer samples than clusters asked for.</exception>
    /// <exception cref="DataException">The samples cannot be read.</exception>
    public static Task<ClusterResult> RunAsync(Encoder encoder, DataSource source, ClusterOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(source);
        ClusterOptions checkedOptions = options ?? new();
        OptionsChecker.ThrowIfWrong(checkedOptions);
        // Thread counts and scopes of the engine belong to a thread; a pool thread would carry them into the work of others.
        return Task.Factory.StartNew(() => Run(encoder, source, checkedOptions, progress, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static ClusterResult Run(Encoder encoder, DataSource source, ClusterOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        TorchRuntime.Threads = options.Threads ?? World.Current.Cores;
        (float[] rows, int dimension, int[] samples, IReadOnlyList<string> broken) = FeatureTable.Read(encoder, source, options.Batch, progress, cancel);
        if (options.K > samples.Length) throw new ConfigurationException([new("k", $"{options.K}", $"is more than there are samples ({samples.Length})")]);
        UnitRows.Scale(rows, dimension);

        IReadOnlyList<ClusterCandidate> curve = options.K is null
            ? ClusterCount.Judge(rows, dimension, options.MostK, options.Seed, (done, total) => progress?.Report(new("numbers of clusters", done, total)), cancel)
            : [];
        int k = options.K ?? ClusterCount.Suggest(curve);
        progress?.Report(new($"{k} clusters", 0, 0));
        CentreClusters clusters = CentreClusters.Fit(rows, dimension, k, options.Seed, options.Restarts, cancel);
        int[] labels = clusters.Assign(rows).Labels;
        // The largest first; of equally large ones the one that was found first.
        int[] sizes = new int[k], numbers = new int[k];
        foreach (int label in labels) sizes[label]++;
        int[] order = [.. Enumerable.Range(0, k).OrderByDescending(cluster => sizes[cluster])];
        for (int number = 0; number < k; number++) numbers[order[number]] = number;
        float[] centres = UnitRows.Of(clusters.Centres, dimension);
        ClusteredSample[] results = [.. samples.Select((sample, row) => new ClusteredSample(
            source.Id(sample), numbers[labels[row]], Cosine(rows.AsSpan(row * dimension, dimension), centres.AsSpan(labels[row] * dimension, dimension)), FeatureTable.ClassOf(source, sample)))];
        ILookup<int, ClusteredSample> members = results.ToLookup(result => result.Cluster);
        return new()
        {
            Data = source.Name,
            K = k,
            Suggested = options.K is null,
            Curve = curve,
            Agreement = Agreement(source, samples, results, options.Seed, cancel),
            Clusters = [.. Enumerable.Range(0, k).Select(number => Describe(number, [.. members[number]], options.Typical))],
            Results = results,
            Broken = broken,
            Source = source,
            Samples = samples,
        };
    }

    private static SampleCluster Describe(int number, ClusteredSample[] members, int typical)
    {
        string[] classes = [.. members.Select(member => member.Class).OfType<string>()];
        KeyValuePair<string, int>[] counts = [.. classes.CountBy(name => name).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
        return new(
            number, members.Length, members.Length == 0 ? 0 : members.Average(member => member.Similarity), [.. members.OrderByDescending(member => member.Similarity).Take(typical).Select(member => member.Id)],
            counts.Length == 0 ? null : counts[0].Key, counts.Length == 0 ? null : (double)counts[0].Value / classes.Length);
    }

    private static IReadOnlyList<AgreementFigure> Agreement(DataSource source, int[] samples, ClusteredSample[] results, ulong seed, CancellationToken cancel)
    {
        (int Cluster, int Label)[] known = [.. samples.Select((sample, row) => (results[row].Cluster, Label: source.Label(sample))).Where(pair => pair.Label is not null).Select(pair => (pair.Cluster, pair.Label!.Value))];
        if (known.Select(pair => pair.Label).Distinct().Count() < 2) return [];
        int[] clusters = [.. known.Select(pair => pair.Cluster)], labels = [.. known.Select(pair => pair.Label)];
        Contingency table = Contingency.Of(clusters, labels);
        ClusterFigures figures = ClusterFigures.Of(table);
        ClusterFigures[] drawn = ClusterFigures.Drawn(table, clusters, labels, seed, cancel);
        return [.. ClusterFigures.All.Select(figure =>
        {
            Interval interval = Bootstrap.Of(figure.Of(figures), drawn.Select(figure.Of));
            return new AgreementFigure(figure.Metric, figure.Of(figures), interval.Low, interval.High, labels.Length);
        })];
    }

    private static double Cosine(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        double sum = 0;
        for (int i = 0; i < first.Length; i++) sum += (double)first[i] * second[i];
        return Math.Clamp(sum, -1, 1);
    }
}
