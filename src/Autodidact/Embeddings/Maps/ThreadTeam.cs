using System.Runtime.ExceptionServices;

namespace Autodidact.Embeddings.Maps;

/// <summary>
/// Threads that take many short steps together. A step is cut into blocks, which free threads take one after the other; who took which must not matter for what comes out.
/// Between steps the threads spin for a moment before they sleep: a map takes some thousands of steps of a tenth of a millisecond. Nobody waits for a thread that
/// the system gave no time: a step is over when its blocks are.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    // About a twentieth of a millisecond of looking, then of letting others go first, before a thread sleeps.
    private const int Looks = 400, Yields = 40;

    private readonly Thread[] _helpers;
    private readonly object _gate = new();
    private volatile Step _step = new(static (_, _) => { }, 0, 1);
    private volatile bool _ends;

    /// <param name="threads">How many, this one among them; at least 1.</param>
    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _helpers = [.. Enumerable.Range(1, threads - 1).Select(number => new Thread(Help) { Name = $"map {number}", IsBackground = true })];
        foreach (Thread helper in _helpers) helper.Start();
    }

    /// <summary>How many threads there are, the calling one among them.</summary>
    public int Threads => _helpers.Length + 1;

    /// <summary>Runs <paramref name="body"/> over 0 .. <paramref name="count"/> - 1 in blocks and waits until all are done.</summary>
    /// <param name="count">How many things there are.</param>
    /// <param name="block">How many are taken at once.</param>
    /// <param name="body">Gets the first and the one behind the last of a block.</param>
    public void Over(int count, int block, Action<int, int> body)
    {
        Step step = new(body, count, block);
        if (_helpers.Length > 0 && count > block)
        {
            lock (_gate)
            {
                _step = step;
                Monitor.PulseAll(_gate);
            }
        }
        step.Work();
        if (!step.IsDone && !Spins(step)) Sleep(step);
        if (step.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ends = true;
            Monitor.PulseAll(_gate);
        }
        foreach (Thread helper in _helpers) helper.Join();
    }

    private void Help()
    {
        Step done = _step;
        // The first step may be there before the thread is.
        if (done.Work()) Wake();
        while (Next(done) is { } step)
        {
            if (step.Work()) Wake();
            done = step;
        }
    }

    private Step? Next(Step done)
    {
        for (int look = 0; look < Looks + Yields && _step == done && !_ends; look++) Pause(look);
        if (_step == done && !_ends)
        {
            lock (_gate)
            {
                while (_step == done && !_ends) Monitor.Wait(_gate);
            }
        }
        return _ends ? null : _step;
    }

    private static bool Spins(Step step)
    {
        for (int look = 0; look < Looks + Yields; look++)
        {
            if (step.IsDone) return true;
            Pause(look);
        }
        return false;
    }

    private void Sleep(Step step)
    {
        lock (_gate)
        {
            while (!step.IsDone) Monitor.Wait(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    private static void Pause(int look)
    {
        if (look < Looks) Thread.SpinWait(4);
        else Thread.Yield();
    }

    /// <summary>What is to be done, and what of it nobody has taken.</summary>
    private sealed class Step(Action<int, int> body, int count, int block)
    {
        private int _next, _done;
        private volatile Exception? _failure;

        public bool IsDone => Volatile.Read(ref _done) >= count;

        public Exception? Failure => _failure;

        /// <summary>Takes blocks until there are no more; whether the last of all to be done was among them.</summary>
        public bool Work()
        {
            bool last = false;
            for (int from; (from = Interlocked.Add(ref _next, block) - block) < count;)
            {
                int to = Math.Min(from + block, count);
                try
                {
                    if (_failure is null) body(from, to);
                }
                catch (Exception error)
                {
                    _failure ??= error;
                }
                last |= Interlocked.Add(ref _done, to - from) == count;
            }
            return last;
        }
    }
}
