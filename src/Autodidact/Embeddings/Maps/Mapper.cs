using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Components;
using Autodidact.Embeddings.Maps.Tsne;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Metrics;
using Autodidact.Models;

namespace Autodidact.Embeddings.Maps;

/// <summary>Lays samples out in the plane by the features that an encoder makes of them, and says how far the picture can be trusted.</summary>
public static class Mapper
{
    /// <summary>Maps a source.</summary>
    /// <param name="encoder">The encoder; it is not changed.</param>
    /// <param name="source">The samples; their features lie in memory.</param>
    /// <param name="options">Null for the defaults; <see cref="MapOptions.Split"/> and <see cref="MapOptions.Limit"/> are for who opens the source.</param>
    /// <param name="progress">Told how far it is, on the mapping thread.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <exception cref="ConfigurationException">The options are wrong.</exception>
    /// <exception cref="DataException">The samples cannot be read.</exception>
    public static Task<MapResult> RunAsync(Encoder encoder, DataSource source, MapOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(source);
        MapOptions checkedOptions = options ?? new();
        OptionsChecker.ThrowIfWrong(checkedOptions);
        // Thread counts and scopes of the engine belong to a thread; a pool thread would carry them into the work of others.
        return Task.Factory.StartNew(() => Run(encoder, source, checkedOptions, progress, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static MapResult Run(Encoder encoder, DataSource source, MapOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        TorchRuntime.Threads = options.Threads ?? World.Current.Cores;
        FeatureTable features = FeatureTable.Read(encoder, source, options.Batch, progress, cancel);
        (int count, int dimension) = (features.Samples.Length, features.Dimension);
        (float[] places, double? divergence, double? explained) = Lay(features, options, progress, cancel);
        int judged = Math.Min(options.Judged, (count - 1) / 2);
        Neighbourhoods? kept = judged < 1 ? null : Neighbourhoods.Measure(
            features.Values, dimension, places, judged, options.MostJudged, options.Seed, progress: done => progress?.Report(new("trustworthiness", done, Math.Min(count, options.MostJudged))), cancel: cancel);
        return new()
        {
            Data = source.Name,
            Method = options.Method,
            Trustworthiness = kept?.Trustworthiness,
            Continuity = kept?.Continuity,
            Judged = kept?.Neighbours ?? 0,
            JudgedSamples = kept?.Rows ?? 0,
            Divergence = divergence,
            ExplainedVariance = explained,
            Notes = [.. Notes(options, count, judged)],
            Results = [.. features.Samples.Select((sample, row) => new MappedSample(source.Id(sample), places[2 * row], places[(2 * row) + 1], FeatureTable.ClassOf(source, sample)))],
            Broken = features.Broken,
            Source = source,
            Samples = features.Samples,
        };
    }

    private static (float[] Places, double? Divergence, double? Explained) Lay(FeatureTable features, MapOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        switch (options.Method)
        {
            case MapMethod.Umap:
                return (Umap.Umap.Lay(features.Values, features.Dimension, options.ForUmap, progress, cancel), null, null);
            case MapMethod.Tsne:
                TsneResult result = Tsne.Tsne.Lay(features.Values, features.Dimension, options.ForTsne(features.Samples.Length), progress, cancel);
                return (result.Places, result.Divergence, null);
            default:
                (double[] plane, double share) = PlanarStart.WithShare(features.Values, features.Dimension);
                return (Array.ConvertAll(plane, place => (float)place), null, share);
        }
    }

    private static IEnumerable<string> Notes(MapOptions options, int count, int judged)
    {
        if (options.Method == MapMethod.Umap && options.Neighbours > count) yield return $"{count} samples have {count} neighbours, themselves among them, not {options.Neighbours}";
        if (options.Method == MapMethod.Tsne && Tsne.Tsne.PerplexityFor(options.Perplexity, count) is double perplexity && perplexity < options.Perplexity)
            yield return $"a perplexity of {options.Perplexity:0.##} needs three times as many other samples; {perplexity:0.##} was taken";
        if (judged < 1) yield return "so few samples have no trustworthiness";
        else if (judged < options.Judged) yield return $"trustworthiness and continuity look at {judged} neighbours, not {options.Judged}: they have to be less than half of the samples";
    }
}
