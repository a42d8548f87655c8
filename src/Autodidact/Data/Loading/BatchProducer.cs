using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Data.Loading;

/// <summary>
/// Threads that render batches in order, ahead of one consumer. Batches are cut into small tickets, so that all threads
/// help with the batch that is needed next; which thread rendered what never shows in the pixels.
/// </summary>
/// <remarks>
/// The queue holds batches from their first ticket until the consumer takes them, at most <c>queueLength</c>. One lock
/// guards it; a ticket takes a thread long enough for the lock not to matter. Whatever goes wrong in a thread stops all of
/// them and is thrown to the consumer.
/// </remarks>
internal sealed class BatchProducer : IDisposable
{
    private const int LargestTicket = 16;

    private readonly object _gate = new();
    private readonly BatchRenderer _renderer;
    private readonly PixelBufferPool _pool;
    private readonly IEnumerator<BatchRequest> _requests;
    private readonly int _queueLength;
    private readonly Device _device;
    private readonly Thread[] _threads;
    private readonly Queue<PendingBatch> _queue = [];
    private PendingBatch? _open;
    private ExceptionDispatchInfo? _failure;
    private bool _stopped;
    private bool _exhausted;

    public BatchProducer(BatchRenderer renderer, PixelBufferPool pool, IEnumerable<BatchRequest> requests, LoaderOptions options)
    {
        (_renderer, _pool, _requests, _queueLength, _device) = (renderer, pool, requests.GetEnumerator(), options.QueueLength, options.Device);
        _threads = new Thread[options.ResolvedThreads];
        int ticket = Math.Clamp(options.Batch / (4 * _threads.Length), 1, LargestTicket);
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(() => Produce(ticket)) { IsBackground = true, Name = $"views {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>The next batch, or null after the last; waits until it is ready.</summary>
    /// <param name="waited">Grows by the time spent waiting.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="taken">What is known of the batch beside its pixels.</param>
    public ImageViews? Take(ref TimeSpan waited, CancellationToken cancel, out PendingBatch? taken)
    {
        using CancellationTokenRegistration registration = cancel.Register(Wake);
        taken = null;
        PendingBatch batch;
        lock (_gate)
        {
            long start = Stopwatch.GetTimestamp();
            while (!_stopped && !cancel.IsCancellationRequested && !(_queue.Count == 0 ? _exhausted : _queue.Peek().IsReady)) Monitor.Wait(_gate);
            waited += Stopwatch.GetElapsedTime(start);
            cancel.ThrowIfCancellationRequested();
            _failure?.Throw();
            ObjectDisposedException.ThrowIf(_stopped, this);
            if (_queue.Count == 0) return null;
            batch = _queue.Dequeue();
            Monitor.PulseAll(_gate);
        }

        taken = batch;
        return _renderer.Finish(batch, _pool, _device);
    }

    /// <summary>Stops the threads, after the ticket each is at, and waits for them.</summary>
    public void Dispose()
    {
        lock (_gate) Stop();
        foreach (Thread thread in _threads) thread.Join();
        foreach (PendingBatch batch in _queue) _pool.Return(batch.Buffer);
        _queue.Clear();
        _requests.Dispose();
    }

    private void Produce(int ticket)
    {
        ViewScratch scratch = new();
        try
        {
            while (NextTicket(ticket) is { } work)
            {
                _renderer.Render(work.Batch, work.First, work.Count, scratch);
                lock (_gate)
                {
                    if (!work.Batch.Finish(work.Count)) continue;
                    work.Batch.IsReady = true;
                    Monitor.PulseAll(_gate);
                }
            }
        }
#pragma warning disable CA1031 // Everything must reach the consumer: an exception left here would end the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (_gate)
            {
                _failure ??= ExceptionDispatchInfo.Capture(exception);
                Stop();
            }
        }
    }

    private (PendingBatch Batch, int First, int Count)? NextTicket(int most)
    {
        lock (_gate)
        {
            while (!_stopped)
            {
                if (_open is null && !_exhausted && _queue.Count < _queueLength) Open();
                if (_open is { } batch)
                {
                    (int first, int count) = batch.TakeTicket(most);
                    if (!batch.HasTickets) _open = null;
                    return (batch, first, count);
                }

                if (_exhausted) return null;
                Monitor.Wait(_gate);
            }

            return null;
        }
    }

    private void Open()
    {
        if (_requests.MoveNext())
        {
            _open = new PendingBatch(_requests.Current, _pool.Rent());
            _queue.Enqueue(_open);
            return;
        }

        _exhausted = true;
        Monitor.PulseAll(_gate);
    }

    private void Wake()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    private void Stop()
    {
        _stopped = true;
        Monitor.PulseAll(_gate);
    }
}
