using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Serialization;
using Autodidact.Models;

namespace Autodidact.Embeddings;

/// <summary>
/// Writes the features of a source to a file, with the id of every row. Features stream: memory grows only with the ids.
/// A file is there when it is complete, or not at all. The processes of a world share the work; rank 0 writes.
/// </summary>
/// <remarks>
/// <c>NAME.npy</c> holds <c>[samples, dimension]</c> float32; beside it <c>NAME.ids.jsonl</c> has a line
/// <c>{"id": ..., "label": ..., "class": ...}</c> for each row. <c>NAME.safetensors</c> is whole by itself: <c>features</c>
/// <c>[samples, dimension]</c>, the ids as one run of UTF-8 in <c>id_bytes</c> with the length of each in
/// <c>id_lengths</c> <c>[samples]</c>, and <c>labels</c> <c>[samples]</c> (-1: none) where the source has classes.
/// </remarks>
public static class Embedder
{
    /// <summary>The endings that a file of features may have.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".npy", ".safetensors"];

    /// <summary>Embeds every picture of a source.</summary>
    /// <param name="encoder">The encoder; it is not changed.</param>
    /// <param name="source">The pictures.</param>
    /// <param name="path">The file to write, ending in <c>.npy</c> or <c>.safetensors</c>; what is there is replaced.</param>
    /// <param name="loader">Batch and threads of the loader; null for the defaults.</param>
    /// <param name="threads">Threads that compute; null for one a core.</param>
    /// <param name="progress">Told the samples done, on the embedding thread.</param>
    /// <param name="cancel">Ends the work early; nothing is written then.</param>
    /// <exception cref="ArgumentException">The path ends otherwise.</exception>
    /// <exception cref="DataException">Too many pictures are broken.</exception>
    public static Task<EmbedResult> WriteAsync(
        Encoder encoder, DataSource source, string path, LoaderOptions? loader = null, int? threads = null, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string ending = Path.GetExtension(path).ToLowerInvariant();
        if (!Endings.Contains(ending))
            throw new ArgumentException($"'{path}' does not say how to write features; a file that ends in {string.Join(" or ", Endings)} does.", nameof(path));
        // Thread counts and scopes of the engine belong to a thread; a pool thread would carry them into the work of others.
        return Task.Factory.StartNew(() => Write(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        EmbedResult Write()
        {
            TorchRuntime.Threads = threads ?? World.Current.Cores;
            FeatureReader reader = FeatureReader.Of(encoder, source, loader);
            List<EmbeddedSample> samples = [];
            IEnumerable<ReadOnlyMemory<float>> rows = Rows(reader, source, samples, progress, cancel);
            string ids = Path.ChangeExtension(path, ".ids.jsonl");
            IReadOnlyList<string> files = ending == ".npy" ? [path, ids] : [path];
            if (!World.Current.Writes)
            {
                foreach (ReadOnlyMemory<float> _ in rows)
                {
                    // Another process writes them; this one only reads its share.
                }
            }
            else if (ending == ".npy")
            {
                NumpyRowFile.Write(path, encoder.FeatureSize, rows);
                SampleIds.WriteLines(ids, samples, source.Classes);
            }
            else
            {
                SafetensorsRowFile.Write(path, "features", encoder.FeatureSize, rows, () => SampleIds.Tensors(samples, source.Classes), Notes(encoder, source));
            }

            return new(files, samples.Count, encoder.FeatureSize, [.. reader.Skipped.Select(bad => bad.ToString())]);
        }
    }

    private static IEnumerable<ReadOnlyMemory<float>> Rows(
        FeatureReader reader, DataSource source, List<EmbeddedSample> samples, IProgress<int>? progress, CancellationToken cancel)
    {
        foreach (FeatureBatch batch in reader.Batches(cancel))
        {
            samples.AddRange(batch.Samples.Select(sample => new EmbeddedSample(source.Id(sample), source.Label(sample) ?? -1)));
            yield return batch.Values;
            progress?.Report(samples.Count);
        }
    }

    private static Dictionary<string, string> Notes(Encoder encoder, DataSource source) => new()
    {
        ["data"] = source.Name,
        ["fingerprint"] = source.Fingerprint,
        ["backbone"] = encoder.Description.Backbone.Name,
        ["method"] = encoder.Description.Provenance.Method,
        ["pretrained_on"] = encoder.Description.Provenance.Data,
        ["classes"] = System.Text.Json.JsonSerializer.Serialize(source.Classes ?? []),
    };
}
