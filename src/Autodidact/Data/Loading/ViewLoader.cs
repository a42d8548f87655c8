using Autodidact.Data.Views;

namespace Autodidact.Data.Loading;

/// <summary>
/// Batches of random views for training. Order and pixels depend on the source, the plans and (seed, epoch, sample, view)
/// alone: they are the same with one thread or eight, and after a resume.
/// </summary>
/// <remarks>
/// A broken sample is counted once, reported once, and replaced by another one, so that batches keep their size. Threads
/// work ahead across the end of an epoch. One consumer at a time. Of several processes each renders its own part of every
/// batch: side by side, the parts are the batch of one process.
/// </remarks>
public sealed class ViewLoader : IBatches<ImageViews>
{
    private readonly LoaderOptions _options;
    private readonly SampleOrder _order;
    private readonly SampleLedger<Image> _ledger;
    private readonly BatchRenderer _renderer;
    private readonly PixelBufferPool _pool;
    private readonly int _count;
    private readonly Lock _lifetime = new();
    private BatchProducer? _producer;
    private (int Epoch, int Step) _next;
    private TimeSpan _waited;
    private bool _disposed;

    /// <param name="source">The pictures.</param>
    /// <param name="plans">One for each view. Consecutive ones of one size make a group of <see cref="ImageViews.Groups"/>.</param>
    /// <param name="options">Batch, seed, threads and limits.</param>
    /// <exception cref="DataException">The source cannot fill one batch.</exception>
    /// <exception cref="ArgumentException">No plan, or a batch that processes cannot share.</exception>
    public ViewLoader(ImageSource source, IReadOnlyList<ViewPlan> plans, LoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batch, 1);
        if (options.Batch % options.Processes != 0)
            throw new ArgumentException($"A batch of {options.Batch} cannot be shared evenly by {options.Processes} processes.", nameof(options));
        if (plans.Count == 0) throw new ArgumentException("A batch needs at least one view.", nameof(plans));
        (_options, _count) = (options, source.Count);
        StepsPerEpoch = options.DropLast ? _count / options.Batch : (_count + options.Batch - 1) / options.Batch;
        if (StepsPerEpoch == 0)
            throw new DataException($"{source.Name} holds {_count} pictures, fewer than one batch of {options.Batch}. Choose a batch of at most {_count}, or more data.");
        _order = new SampleOrder(_count, options.Seed, options.Shuffle);
        _ledger = new SampleLedger<Image>(source, source, options.MaximumBadShare, "maximum_bad_share");
        _renderer = new BatchRenderer([.. plans], _ledger, _order, options.Seed, options.Labels);
        _pool = new PixelBufferPool(_renderer.BufferLength(options.Batch / options.Processes));
    }

    /// <inheritdoc/>
    public event Action<BadSample>? SampleSkipped;

    /// <summary>Batches in an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Skipped => _ledger.Indices;

    /// <inheritdoc/>
    public void RestoreSkipped(IEnumerable<int> indices) => _ledger.Restore(indices);

    /// <inheritdoc/>
    public void MeetSkipped(IEnumerable<int> indices)
    {
        foreach (BadSample bad in _ledger.Meet(indices, Asked(_next.Epoch, _next.Step))) SampleSkipped?.Invoke(bad);
    }

    /// <summary>Time the consumer spent waiting for batches.</summary>
    public TimeSpan Waited => _waited;

    /// <summary>The batches of an epoch, from <paramref name="startStep"/> on. Dispose each after use.</summary>
    /// <param name="epoch">Counted from 0.</param>
    /// <param name="startStep">Batches to leave out, as a resumed run does.</param>
    /// <param name="cancel">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DataException">Too many samples are broken. Any other exception of a producer thread is thrown here too.</exception>
    public IEnumerable<ImageViews> Epoch(int epoch, int startStep = 0, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(startStep);
        return Batches(epoch, startStep, cancel);
    }

    /// <summary>Stops the threads and waits for them; may be called from another thread than the consumer's. Batches that are still held stay valid until they are disposed.</summary>
    public void Dispose()
    {
        BatchProducer? producer;
        lock (_lifetime) (_disposed, producer, _producer) = (true, _producer, null);
        producer?.Dispose();
        _pool.Dispose();
    }

    private IEnumerable<ImageViews> Batches(int epoch, int startStep, CancellationToken cancel)
    {
        for (int step = startStep; step < StepsPerEpoch; step++)
        {
            ImageViews batch = ProducerAt(epoch, step).Take(ref _waited, cancel, out PendingBatch? taken)!;
            _next = step + 1 < StepsPerEpoch ? (epoch, step + 1) : (epoch + 1, 0);
            try
            {
                foreach (BadSample bad in _ledger.Count(taken!, Asked(epoch, step + 1))) SampleSkipped?.Invoke(bad);
            }
            catch
            {
                batch.Dispose();
                throw;
            }

            yield return batch;
        }
    }

    private long Asked(int epoch, int steps) => (((long)epoch * StepsPerEpoch) + steps) * _options.Batch;

    private BatchProducer ProducerAt(int epoch, int step)
    {
        lock (_lifetime)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_producer is not null && _next == (epoch, step)) return _producer;
            _producer?.Dispose();
            _next = (epoch, step);
            return _producer = new BatchProducer(_renderer, _pool, Requests(epoch, step), _options);
        }
    }

    private IEnumerable<BatchRequest> Requests(int epoch, int step)
    {
        for (; ; epoch++, step = 0)
        {
            for (; step < StepsPerEpoch; step++)
            {
                int own = _options.Batch / _options.Processes, first = (step * _options.Batch) + (_options.Rank * own);
                yield return new BatchRequest(epoch, _order.Of(epoch)[Math.Min(first, _count)..Math.Min(first + own, _count)]);
            }
        }
    }
}
