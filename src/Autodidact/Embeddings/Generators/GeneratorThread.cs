using System.Collections.Concurrent;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Models;

namespace Autodidact.Embeddings.Generators;

/// <summary>
/// One thread that answers requests of any number of callers: scopes, guards and thread counts of the engine belong to a thread. Small requests that wait at the same time are
/// computed together.
/// </summary>
internal sealed class GeneratorThread : IDisposable
{
    // Samples of several requests that are computed together, and of a batch: enough for the kernels, and small enough that nobody waits long for others.
    private const int MostTogether = 128, LargestBatch = 16;

    private readonly Encoder _encoder;
    private readonly FrozenEncoder _frozen;
    private readonly int _threads;
    private readonly BlockingCollection<EmbeddingRequest> _queue = [];
    private readonly Thread _thread;

    /// <param name="encoder">Stays as it is.</param>
    /// <param name="threads">Threads that compute.</param>
    public GeneratorThread(Encoder encoder, int threads)
    {
        (_encoder, _frozen, _threads) = (encoder, encoder.Freeze(), threads);
        _thread = new(Run) { IsBackground = true, Name = "embeddings" };
        _thread.Start();
    }

    /// <summary>Puts a request into the queue.</summary>
    /// <exception cref="ObjectDisposedException">The thread has ended.</exception>
    public void Ask(EmbeddingRequest request)
    {
        try
        {
            _queue.Add(request);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(EncoderEmbeddingGenerator));
        }
    }

    /// <summary>Answers what waits, then ends.</summary>
    public void Dispose()
    {
        if (_queue.IsAddingCompleted) return;
        _queue.CompleteAdding();
        _thread.Join();
        _frozen.Dispose();
    }

    private void Run()
    {
        TorchRuntime.Threads = _threads;
        foreach (EmbeddingRequest first in _queue.GetConsumingEnumerable())
        {
            List<EmbeddingRequest> together = [first];
            for (int count = first.Count; count < MostTogether && _queue.TryTake(out EmbeddingRequest? next); count += next.Count) together.Add(next);
            together.RemoveAll(request => request.IsGone);
            if (together.Count > 0) Answer(together);
        }
    }

    private void Answer(List<EmbeddingRequest> requests)
    {
        try
        {
            DataSource source = _encoder.Preprocessing.Name == Modality.Text
                ? new GivenTexts([.. requests.SelectMany(request => request.Texts)])
                : new GivenPictures([.. requests.SelectMany(request => request.Pictures)]);
            float[]?[] rows = new float[source.Count][];
            // One batch a thread where there are few samples.
            LoaderOptions loader = new() { Batch = Math.Clamp((source.Count + _threads - 1) / _threads, 1, LargestBatch), IsPart = true };
            FeatureReader reader = FeatureReader.Of(_encoder, _frozen, source, loader);
            foreach (FeatureBatch batch in reader.Batches())
                for (int i = 0; i < batch.Samples.Count; i++) rows[batch.Samples[i]] = batch.Values[(i * batch.Dimension)..((i + 1) * batch.Dimension)];
            Dictionary<int, string> broken = reader.Skipped.ToDictionary(bad => bad.Index, bad => bad.Reason);
            int at = 0;
            foreach (EmbeddingRequest request in requests)
            {
                int start = at;
                at += request.Count;
                // Another caller's broken picture is not this one's.
                int bad = Array.FindIndex(rows, start, request.Count, row => row is null);
                if (bad < 0) request.Complete(rows[start..at]!);
                else request.Fail(new DataException($"Sample {bad - start} of {request.Count} cannot be embedded: {broken.GetValueOrDefault(bad, "it cannot be read")}."));
            }
        }
#pragma warning disable CA1031 // Everything belongs to the callers who wait; an exception left here would end the process.
        catch (Exception error)
#pragma warning restore CA1031
        {
            foreach (EmbeddingRequest request in requests) request.Fail(error);
        }
    }
}
