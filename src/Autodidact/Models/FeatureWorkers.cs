using System.Runtime.ExceptionServices;
using Autodidact.Data.Loading;
using Autodidact.Engine;

namespace Autodidact.Models;

/// <summary>
/// Threads that each take whole batches through a network, with one thread of the engine's, and give features back in order. A thread for each core that never waits for another computes more
/// than cores that share every operator; and what a batch gives does not depend on how many there are.
/// </summary>
internal sealed class FeatureWorkers : IDisposable
{
    // Batches that are done or under way for each thread, ahead of who takes them.
    private const int Ahead = 2;

    private readonly object _source = new(), _results = new();
    private readonly IEnumerator<IInputBatch> _inputs;
    private readonly Func<IInputBatch, FeatureBatch> _read;
    private readonly CancellationToken _cancel;
    private readonly Thread[] _threads;
    private readonly Dictionary<int, FeatureBatch> _done = [];
    private ExceptionDispatchInfo? _failure;
    private int _begun, _taken, _working;
    private bool _stopped;

    private FeatureWorkers(IEnumerable<IInputBatch> inputs, int threads, Func<IInputBatch, FeatureBatch> read, CancellationToken cancel)
    {
        (_inputs, _read, _cancel, _working) = (inputs.GetEnumerator(), read, cancel, threads);
        _threads = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            _threads[i] = new(Work) { IsBackground = true, Name = $"features {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>Features of all batches, in their order.</summary>
    /// <param name="inputs">The batches; they are asked for by one thread at a time.</param>
    /// <param name="threads">How many compute.</param>
    /// <param name="read">Takes a batch through the network, on any thread.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public static IEnumerable<FeatureBatch> Of(IEnumerable<IInputBatch> inputs, int threads, Func<IInputBatch, FeatureBatch> read, CancellationToken cancel)
    {
        using FeatureWorkers workers = new(inputs, threads, read, cancel);
        while (workers.Take() is FeatureBatch batch) yield return batch;
    }

    public void Dispose()
    {
        lock (_results)
        {
            _stopped = true;
            Monitor.PulseAll(_results);
        }
        foreach (Thread thread in _threads) thread.Join();
        _inputs.Dispose();
    }

    private FeatureBatch? Take()
    {
        using CancellationTokenRegistration registration = _cancel.Register(() =>
        {
            lock (_results) Monitor.PulseAll(_results);
        });
        lock (_results)
        {
            FeatureBatch? batch;
            while (!_done.Remove(_taken, out batch) && _failure is null && _working > 0 && !_cancel.IsCancellationRequested) Monitor.Wait(_results);
            _cancel.ThrowIfCancellationRequested();
            if (batch is null) _failure?.Throw();
            _taken++;
            Monitor.PulseAll(_results);
            return batch;
        }
    }

    private void Work()
    {
        try
        {
            TorchRuntime.Threads = 1;
            while (Next()) { }
        }
#pragma warning disable CA1031 // Everything must reach who takes the features: an exception left here would end the process.
        catch (Exception error)
#pragma warning restore CA1031
        {
            lock (_results) _failure ??= ExceptionDispatchInfo.Capture(error);
        }
        lock (_results)
        {
            _working--;
            Monitor.PulseAll(_results);
        }
    }

    private bool Next()
    {
        IInputBatch input;
        int place;
        lock (_source)
        {
            if (!HasRoom() || !_inputs.MoveNext()) return false;
            (input, place) = (_inputs.Current, _begun++);
            // Networks compute what depends on the size of their inputs once, with the first batch.
            if (place == 0) return Finish(input, place);
        }
        return Finish(input, place);
    }

    private bool HasRoom()
    {
        lock (_results)
        {
            while (!_stopped && _failure is null && _begun - _taken >= Ahead * _threads.Length) Monitor.Wait(_results);
            return !_stopped && _failure is null;
        }
    }

    private bool Finish(IInputBatch input, int place)
    {
        FeatureBatch batch;
        using (input) batch = _read(input);
        lock (_results)
        {
            _done.Add(place, batch);
            Monitor.PulseAll(_results);
        }
        return true;
    }
}
