using System.Diagnostics;

namespace Autodidact.Training;

/// <summary>
/// How fast a run goes: over the last seconds for the eye, and in the steady state for the record. The first steps pay for
/// memory, caches and compiled code that all others reuse, so they are left out of the steady state.
/// </summary>
public sealed class Throughput
{
    private const int WarmUpSteps = 5;
    private static readonly long s_window = 5 * Stopwatch.Frequency;

    private readonly Queue<(long Time, long Samples, long Waited)> _recent = new();
    private (long Time, long Samples, long Waited) _start, _steady, _now;
    private int _steps;

    /// <summary>Starts the clock.</summary>
    public Throughput() : this(Stopwatch.GetTimestamp())
    {
    }

    internal Throughput(long now) => _start = _steady = _now = (now, 0, 0);

    /// <summary>Samples a second over the last five seconds.</summary>
    public double RecentRate => Rate(_recent.TryPeek(out var oldest) ? oldest : _start, _now);

    /// <summary>Share of the last five seconds spent waiting for data, 0 to 1.</summary>
    public double RecentWait => Wait(_recent.TryPeek(out var oldest) ? oldest : _start, _now);

    /// <summary>Samples a second without the first five steps (without the first where there were no more).</summary>
    public double SteadyRate => Rate(SteadyStart, _now);

    /// <summary>Share of the time spent waiting for data without the first steps, 0 to 1.</summary>
    public double SteadyWait => Wait(SteadyStart, _now);

    /// <summary>Time since the start, pauses left out.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start.Time, _now.Time);

    private (long Time, long Samples, long Waited) SteadyStart => _now.Time > _steady.Time ? _steady : _start;

    /// <summary>A step was done.</summary>
    /// <param name="samples">Samples in it.</param>
    /// <param name="waited">How long it waited for its batch.</param>
    public void Count(int samples, TimeSpan waited) => Count(samples, waited, Stopwatch.GetTimestamp());

    /// <summary>Time that went into something else than steps (a probe, a checkpoint) since the last step: not counted.</summary>
    public void Pause() => Pause(Stopwatch.GetTimestamp());

    internal void Count(int samples, TimeSpan waited, long now)
    {
        _recent.Enqueue(_now);
        _now = (now, _now.Samples + samples, _now.Waited + (long)(waited.TotalSeconds * Stopwatch.Frequency));
        while (_recent.Count > 1 && _now.Time - _recent.Peek().Time > s_window)
            _recent.Dequeue();
        // Until the warm-up is over the steady state is the best guess: what came after the very first step.
        if (++_steps is 1 or WarmUpSteps)
            _steady = _now;
    }

    internal void Pause(long now)
    {
        // Moving every earlier moment forward by the pause is the same as stopping the clock.
        long pause = now - _now.Time;
        _start.Time += pause;
        _steady.Time += pause;
        _now.Time += pause;
        for (int i = _recent.Count; i > 0; i--)
        {
            (long time, long samples, long waited) = _recent.Dequeue();
            _recent.Enqueue((time + pause, samples, waited));
        }
    }

    private static double Rate((long Time, long Samples, long Waited) from, (long Time, long Samples, long Waited) to) =>
        to.Time > from.Time ? (to.Samples - from.Samples) / Stopwatch.GetElapsedTime(from.Time, to.Time).TotalSeconds : 0;

    private static double Wait((long Time, long Samples, long Waited) from, (long Time, long Samples, long Waited) to) =>
        to.Time > from.Time ? Math.Min(1, (double)(to.Waited - from.Waited) / (to.Time - from.Time)) : 0;
}
