using System.Text.Json;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Embeddings.Files;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Serialization;
using Autodidact.Models;

namespace Autodidact.Embeddings;

/// <summary>
/// Writes the features of a source to files, with the id of every row. Features stream, and so do ids (but for those of a safetensors file, which are held until it is whole):
/// memory grows with the broken samples alone. A file is there when it is complete, or not at all. The processes of a world share the work; rank 0 writes.
/// </summary>
/// <remarks>
/// <c>NAME.npy</c> holds <c>[samples, dimension]</c> float32; beside it <c>NAME.ids.jsonl</c> has a line
/// <c>{"id": ..., "label": ..., "class": ...}</c> for each row. <c>NAME.safetensors</c> is whole by itself: <c>features</c>
/// <c>[samples, dimension]</c>, the ids as one run of UTF-8 in <c>id_bytes</c> with the length of each in
/// <c>id_lengths</c> <c>[samples]</c>, and <c>labels</c> <c>[samples]</c> (-1: none) where the source has classes. <c>NAME.jsonl</c> has a line for each sample, as above, with
/// <c>"embedding": [...]</c> in it. In shards each of these is <c>NAME-00000-of-00012.*</c>, and <c>NAME.index.json</c> an <see cref="EmbeddingIndex"/>.
/// <see cref="EmbeddingFile"/> reads all of them.
/// </remarks>
public static class Embedder
{
    /// <summary>The endings that a file of features may have.</summary>
    public static IReadOnlyList<string> Endings => RowWriter.Endings;

    /// <summary>Embeds every sample of a source.</summary>
    /// <param name="encoder">The encoder; it is not changed.</param>
    /// <param name="source">The samples.</param>
    /// <param name="path">The file to write, with one of <see cref="Endings"/>. What is there is replaced; of shards those that are whole are kept.</param>
    /// <param name="loader">Batch and threads of the loader; null for the defaults.</param>
    /// <param name="shardSize">
    /// Samples of a shard, at least 1; null for one file. Where an index says which shards an earlier process wrote, work goes on at the first that is missing, and ends in the bytes that it
    /// would have ended in without the pause.
    /// </param>
    /// <param name="threads">Threads that compute; null for one a core.</param>
    /// <param name="progress">Told how far it is, on the embedding thread.</param>
    /// <param name="cancel">Ends the work early; of a single file nothing is written then, shards that are whole stay.</param>
    /// <exception cref="ArgumentException">The path ends otherwise.</exception>
    /// <exception cref="ConfigurationException">The index beside the path belongs to another encoder, to other data or to other settings, or shards would be more than 1,048,576.</exception>
    /// <exception cref="InvalidDataException">The index is damaged.</exception>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    public static Task<EmbedResult> WriteAsync(
        Encoder encoder, DataSource source, string path, LoaderOptions? loader = null, int? shardSize = null, int? threads = null, IProgress<EmbedProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (shardSize is int size) ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(shardSize));
        RowWriter writer = RowWriter.Of(path)
            ?? throw new ArgumentException($"'{path}' does not say how to write features; a file that ends in {string.Join(" or ", Endings)} does.", nameof(path));
        // Thread counts and scopes of the engine belong to a thread; a pool thread would carry them into the work of others.
        return Task.Factory.StartNew(() => Write(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        EmbedResult Write()
        {
            TorchRuntime.Threads = threads ?? World.Current.Cores;
            if (World.Current.Writes && Path.GetDirectoryName(Path.GetFullPath(path)) is string folder) AtomicFile.RemoveLeftovers(folder);
            FeaturePass pass = new(encoder, loader ?? new(), writer, progress, cancel);
            if (shardSize is int samples) return new ShardedFeatures(pass, source, path, samples).Write();
            PassResult result = pass.Write(source, path, Notes(encoder, source), isPart: false, new(0, source.Count, 0));
            return new(writer.FilesOf(path), result.Rows, encoder.FeatureSize, result.Broken);
        }
    }

    /// <summary>What a file says of where its features come from.</summary>
    internal static Dictionary<string, string> Notes(Encoder encoder, DataSource source) => new()
    {
        ["data"] = source.Name,
        ["fingerprint"] = source.Fingerprint,
        ["backbone"] = encoder.Description.Backbone.Name,
        ["method"] = encoder.Description.Provenance.Method,
        ["pretrained_on"] = encoder.Description.Provenance.Data,
        ["classes"] = JsonSerializer.Serialize(source.Classes ?? []),
    };
}
