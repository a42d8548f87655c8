using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Embeddings.Files;
using Autodidact.Engine.Distributed;
using Autodidact.Models;

namespace Autodidact.Embeddings;

/// <summary>Takes samples through an encoder and their rows to a file, on the thread that asks for it.</summary>
internal sealed class FeaturePass(Encoder encoder, LoaderOptions loader, RowWriter writer, IProgress<EmbedProgress>? progress, CancellationToken cancel)
{
    public Encoder Encoder => encoder;

    public LoaderOptions Loader => loader;

    public RowWriter Writer => writer;

    /// <summary>Ends the work early.</summary>
    public CancellationToken Cancel => cancel;

    /// <summary>Writes a file with the features of a source, or of a part of one.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="path">The file.</param>
    /// <param name="notes">What it says of where they come from.</param>
    /// <param name="isPart">Whether somebody else judges how many samples are broken.</param>
    /// <param name="before">How far the work was before.</param>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    public PassResult Write(DataSource source, string path, IReadOnlyDictionary<string, string> notes, bool isPart, EmbedProgress before)
    {
        FeatureReader reader = FeatureReader.Of(encoder, source, loader with { IsPart = isPart });
        int rows = 0;
        IEnumerable<EmbeddedBatch> batches = reader.Batches(cancel).Select(batch =>
        {
            rows += batch.Samples.Count;
            progress?.Report(before with { Done = before.Done + rows });
            return new EmbeddedBatch(batch.Values, [.. batch.Samples.Select(sample => new EmbeddedSample(source.Id(sample), source.Label(sample) ?? -1))]);
        });
        if (World.Current.Writes)
        {
            writer.Write(path, encoder.FeatureSize, batches, source.Classes, notes);
        }
        else
        {
            foreach (EmbeddedBatch _ in batches)
            {
                // Another process writes them; this one only reads its share.
            }
        }
        progress?.Report(before with { Done = before.Done + source.Count });
        return new(rows, [.. reader.Skipped.Select(bad => bad.ToString())]);
    }
}
