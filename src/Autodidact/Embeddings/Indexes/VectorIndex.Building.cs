using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Models;

namespace Autodidact.Embeddings.Indexes;

/// <content>How samples get into an index.</content>
public sealed partial class VectorIndex
{
    /// <summary>The name under which the class of a sample is known.</summary>
    public const string ClassField = "class";

    /// <summary>Makes an index of a source.</summary>
    /// <param name="encoder">Makes the vectors; it is not changed.</param>
    /// <param name="data">The data as they are named, for whoever opens them again: a path, <c>kind:path</c>, or <c>shapes</c>.</param>
    /// <param name="split">Which part.</param>
    /// <inheritdoc cref="BuildAsync(Encoder, DataSource, string, Split, IndexOptions, LoaderOptions, int?, IProgress{IndexProgress}, CancellationToken)"/>
    public static Task<VectorIndex> BuildAsync(Encoder encoder, string data, Split split = Split.Train, IndexOptions? options = null, IProgress<IndexProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return BuildAsync(encoder, DataSources.Open(data, encoder.Preprocessing.Name, split), data, split, options, progress: progress, cancel: cancel);
    }

    /// <summary>Makes an index of a source that is open.</summary>
    /// <param name="encoder">Makes the vectors; it is not changed.</param>
    /// <param name="source">The samples.</param>
    /// <param name="data">The data as they are named, for whoever opens them again.</param>
    /// <param name="split">Which part they are.</param>
    /// <param name="options">Which index; null for the one that fits as many samples.</param>
    /// <param name="loader">Batch and threads of the loader; null for the defaults.</param>
    /// <param name="threads">Threads that compute; null for one a core.</param>
    /// <param name="progress">Told how far it is, on the working thread.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <exception cref="DataException">Too many samples are broken, or they are of another kind than the encoder reads.</exception>
    public static Task<VectorIndex> BuildAsync(
        Encoder encoder, DataSource source, string data, Split split = Split.Train, IndexOptions? options = null, LoaderOptions? loader = null, int? threads = null, IProgress<IndexProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(source);
        return OnThreadOfItsOwn(threads, () =>
        {
            using VectorSpool rows = new(encoder.FeatureSize);
            IndexedSamples samples = new();
            IReadOnlyList<string> broken = Embed(encoder, source, 0, rows, samples, loader, progress, cancel);
            if (rows.Count == 0) throw new DataException($"Not one of the {source.Count:N0} {source.Samples} in {source.Name} can be read.");
            Progress? added = progress is null ? null : new(progress, rows.Count);
            BuiltIndex built = IndexBuilder.Build(rows, options ?? new(), added, cancel);
            IndexInformation information = new()
            {
                Kind = built.Vectors.Kind, Dimension = built.Vectors.Dimension, Encoder = encoder.Fingerprint(), EncoderName = NameOf(encoder), Quality = built.Quality, BuildSeconds = built.Seconds, Threads = TorchRuntime.Threads,
                Sources = [SourceOf(source, data, split)],
            };
            VectorIndex index = new(information, built.Vectors, samples.Choose(built.Order)) { Broken = broken };
            // Two samples of one id: the later one took the place of the earlier.
            index.Settle();
            return index;
        });
    }

    /// <summary>Samples that could not be read when the index was made, or added to, by this process; each with its reason.</summary>
    public IReadOnlyList<string> Broken { get; private set; } = [];

    /// <summary>Adds the samples of a source. One whose id is there already takes the place of the other. The kind stays as it is, until <see cref="Compact"/>.</summary>
    /// <returns>Samples that were added, and how many of them replaced others.</returns>
    /// <exception cref="ConfigurationException">The encoder is not the one whose vectors these are.</exception>
    /// <inheritdoc cref="BuildAsync(Encoder, DataSource, string, Split, IndexOptions, LoaderOptions, int?, IProgress{IndexProgress}, CancellationToken)"/>
    public Task<(int Added, int Replaced)> AddAsync(Encoder encoder, DataSource source, string data, Split split = Split.Train, LoaderOptions? loader = null, int? threads = null, IProgress<IndexProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(source);
        RequireEncoder(encoder);
        return OnThreadOfItsOwn(threads, () =>
        {
            using VectorSpool rows = new(encoder.FeatureSize);
            IndexedSamples fresh = new();
            IReadOnlyList<string> broken = Embed(encoder, source, 0, rows, fresh, loader, progress, cancel);
            // Nothing is changed before all is there; what is added then cannot be interrupted.
            int before = Count, added = 0;
            foreach (ReadOnlyMemory<float> block in rows.Blocks()) _vectors.Add(block.Span, cancel: CancellationToken.None);
            for (int row = 0; row < fresh.Rows; row++)
            {
                if (fresh[row] is string id) _samples.Add(id, Information.Sources.Count, fresh.PlaceOf(row).Place, fresh.Of(row));
                else _samples.AddRemoved();
                if (fresh[row] is not null) added++;
            }
            Information = Information with { Sources = [.. Information.Sources, SourceOf(source, data, split)] };
            Broken = broken;
            int replaced = before + added - Count;
            Settle();
            return (added, replaced);
        });
    }

    /// <summary>Says more of samples, such as when a picture was taken, for filters.</summary>
    /// <param name="id">The sample.</param>
    /// <param name="fields">Names and values; what was known under a name is replaced.</param>
    /// <returns>Whether there is such a sample.</returns>
    public bool Describe(string id, IEnumerable<KeyValuePair<string, string>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (!_samples.TryFind(id, out int row)) return false;
        foreach ((string name, string value) in fields) _samples.Say(row, name, value);
        return true;
    }

    private static List<string> Embed(
        Encoder encoder, DataSource source, int sourceNumber, VectorSpool rows, IndexedSamples samples, LoaderOptions? loader, IProgress<IndexProgress>? progress, CancellationToken cancel)
    {
        FeatureReader reader = FeatureReader.Of(encoder, source, loader);
        foreach (FeatureBatch batch in reader.Batches(cancel))
        {
            if (Array.FindIndex(batch.Values, value => !float.IsFinite(value)) is >= 0 and int wrong)
                throw new DataException($"The encoder makes features of {source.Id(batch.Samples[wrong / batch.Dimension])} that are no numbers; they cannot be searched.");
            rows.Add(batch.Values);
            foreach (int sample in batch.Samples)
            {
                int row = samples.Add(source.Id(sample), sourceNumber, sample);
                if (source.Label(sample) is int label && source.Classes is { } classes && label < classes.Count) samples.Say(row, ClassField, classes[label]);
            }
            progress?.Report(new("embedding", rows.Count, source.Count));
        }
        return [.. reader.Skipped.Select(bad => bad.ToString())];
    }

    // Thread counts and scopes of the engine belong to a thread; a pool thread would carry them into the work of others.
    private static Task<T> OnThreadOfItsOwn<T>(int? threads, Func<T> work) => Task.Factory.StartNew(() =>
    {
        TorchRuntime.Threads = threads ?? World.Current.Cores;
        return work();
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static IndexSource SourceOf(DataSource source, string data, Split split) => new(data, split, source.Fingerprint, source.Modality);

    private static string NameOf(Encoder encoder)
    {
        (string backbone, Provenance provenance) = (encoder.Description.Backbone.Name, encoder.Description.Provenance);
        return provenance.Method.Length > 0 ? $"{backbone}, {provenance.Method}, {provenance.Steps} steps" : backbone;
    }

    private sealed class Progress(IProgress<IndexProgress> progress, int total) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new("building", value, total));
    }
}
