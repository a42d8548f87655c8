using System.Diagnostics;
using System.Globalization;

namespace Autodidact.Engine.Distributed;

/// <summary>
/// Finds out which process is lost. Every process gives a sign of life each second, with how many collectives it has begun; rank 0
/// watches them all and tells the others whom it misses, and the others watch rank 0.
/// </summary>
internal sealed class RankWatch : IDisposable
{
    private const string LostKey = "lost";
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1), s_grace = TimeSpan.FromSeconds(4), s_connecting = TimeSpan.FromSeconds(30), s_hearing = TimeSpan.FromSeconds(3);

    private readonly WorldPlace _place;
    private readonly WorldOptions _options;
    private readonly Func<long> _begun;
    private readonly Action _abandon;
    private readonly ProcessStore _store;
    private readonly Seen[] _seen;
    private readonly Timer _timer;
    private readonly ManualResetEventSlim _found = new(), _ended = new();
    private readonly Lock _gate = new();
    private long _answered = Stopwatch.GetTimestamp();
    private volatile string? _lost;
    private volatile bool _stepping, _asked;

    /// <param name="place">This process.</param>
    /// <param name="options">Limits.</param>
    /// <param name="begun">Collectives that this process has begun.</param>
    /// <param name="abandon">Ends this process's waiting for others.</param>
    public RankWatch(WorldPlace place, WorldOptions options, Func<long> begun, Action abandon)
    {
        (_place, _options, _begun, _abandon) = (place, options, begun, abandon);
        // A connection of its own: that of the training thread is busy while it waits for others.
        _store = new ProcessStore(place, serves: false, s_connecting);
        _seen = [.. Enumerable.Range(0, place.Size).Select(rank => new Seen(rank))];
        _store.Set($"who/{place.Rank}", $"process {Environment.ProcessId} on {Environment.MachineName}");
        new Thread(Watch) { IsBackground = true, Name = "rank watch" }.Start();
        _timer = new Timer(_ => CheckOwnPulse(), null, s_beat, s_beat);
    }

    /// <summary>Who is lost and how, once it is known.</summary>
    public string? Lost => _lost;

    /// <summary>From here on, until it is disposed, falling behind counts.</summary>
    public IDisposable Stepping() => new Switch(this, on: true);

    /// <summary>Within the steps, until it is disposed, falling behind does not count.</summary>
    public IDisposable AtRest() => new Switch(this, on: false);

    /// <summary>Tells the others that this process gives up.</summary>
    public void Fail(string reason)
    {
        if (_lost is not null) return;
        try
        {
            _store.Set(LostKey, $"Rank {_place.Rank} (process {Environment.ProcessId} on {Environment.MachineName}) failed: {reason}");
        }
        catch (EngineException)
        {
            // The store is gone: the others know already.
        }
        WaitUntilHeard();
    }

    /// <summary>Rank 0 keeps the store: before it goes, the others are given a moment to read there what was said last.</summary>
    public void WaitUntilHeard()
    {
        if (_place.Rank != 0 || !_place.Serves) return;
        try
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < s_hearing && Enumerable.Range(1, _place.Size - 1).Any(rank => _store.Get($"heard/{rank}") is null)) Thread.Sleep(50);
        }
        catch (EngineException)
        {
            // Nobody can read there any more.
        }
    }

    /// <summary>The processes that have not come yet. Those that have are known by name from then on, however soon they are lost.</summary>
    public IReadOnlyList<int> Missing() => [.. _seen.Where(seen => !HasCome(seen)).Select(seen => seen.Rank)];

    /// <summary>Waits, as long as finding out can take, for somebody to be missed; null where nobody is.</summary>
    public string? WaitForLoss()
    {
        // Who was not found missing once will not be the second time that somebody asks.
        if (!_asked) _found.Wait(_options.Silence + (3 * s_beat));
        _asked = true;
        return _lost;
    }

    public void Dispose()
    {
        _ended.Set();
        _timer.Dispose();
    }

    private void Watch()
    {
        long beats = 0;
        try
        {
            while (!_ended.Wait(s_beat) && _lost is null)
            {
                _store.Set($"beat/{_place.Rank}", string.Create(CultureInfo.InvariantCulture, $"{++beats} {_begun()} {(_stepping ? 1 : 0)}"));
                if (_store.Get(LostKey) is string lost)
                {
                    _store.Set($"heard/{_place.Rank}", "1");
                    Found(lost);
                }
                else if (_place.Rank == 0)
                    WatchAll();
                else if (Look(_seen[0]) is string missing)
                    Found(missing);
                Interlocked.Exchange(ref _answered, Stopwatch.GetTimestamp());
            }
        }
        catch (EngineException error)
        {
            if (!_ended.IsSet)
                Found($"Rank 0 ({_seen[0].Who ?? $"at {_place.Address}:{_place.Port}"}) is gone: the others cannot reach it any more ({error.Message.Split('\n')[0].Trim()}).");
        }
        // Closed by the thread that uses it: a call under way cannot lose its connection.
        if (_ended.IsSet) _store.Dispose();
    }

    private void WatchAll()
    {
        foreach (Seen seen in _seen)
        {
            if (Look(seen) is not string lost) continue;
            _store.Set(LostKey, lost);
            Found(lost);
            return;
        }
        long ahead = _seen.Max(seen => seen.Begun);
        Seen? behind = _seen.FirstOrDefault(seen => seen.IsStepping && seen.Begun < ahead && Stopwatch.GetElapsedTime(seen.Moved) > _options.Stall);
        // Whoever is ahead must have waited as long: a machine that slept lets all clocks jump together.
        if (behind is null || _seen.All(seen => seen.Begun <= behind.Begun || Stopwatch.GetElapsedTime(seen.Moved) <= _options.Stall)) return;
        string hangs = $"Rank {behind.Rank} ({behind.Who}) hangs: the others have waited for it for {_options.Stall.TotalSeconds:0} seconds.";
        _store.Set(LostKey, hangs);
        Found(hangs);
    }

    // Takes down a process's latest sign of life; says so when there was none for too long.
    private string? Look(Seen seen)
    {
        // One that has not come yet is not missed here: whoever waits for it has a limit of its own.
        if (!HasCome(seen)) return null;
        if (_store.Get($"beat/{seen.Rank}") is string beat && beat != seen.Beat) seen.Take(beat);
        return Stopwatch.GetElapsedTime(seen.Heard) > _options.Silence
            ? $"Rank {seen.Rank} ({seen.Who}) is lost: no sign of life for {_options.Silence.TotalSeconds:0} seconds."
            : null;
    }

    private bool HasCome(Seen seen)
    {
        lock (seen)
        {
            if (seen.Who is null && _store.Get($"who/{seen.Rank}") is string who) seen.Come(who);
            return seen.Who is not null;
        }
    }

    // The thread above may itself wait for a store that does not answer.
    private void CheckOwnPulse()
    {
        if (_ended.IsSet || _lost is not null || Stopwatch.GetElapsedTime(Interlocked.Read(ref _answered)) < _options.Silence + s_beat) return;
        Found($"Rank 0 ({_seen[0].Who ?? $"at {_place.Address}:{_place.Port}"}) is lost: the store that it keeps does not answer.");
    }

    private void Found(string lost)
    {
        lock (_gate)
        {
            if (_lost is not null) return;
            _lost = lost;
        }
        _found.Set();
        _abandon();
        if (_options.WhenStuck is not { } stuck) return;
        new Thread(() =>
        {
            if (!_ended.Wait(s_grace)) stuck(lost);
        }) { IsBackground = true, Name = "rank watch grace" }.Start();
    }

    /// <summary>What is known of one process.</summary>
    private sealed class Seen(int rank)
    {
        public int Rank => rank;

        public string? Who { get; private set; }

        public string? Beat { get; private set; }

        public long Heard { get; private set; } = Stopwatch.GetTimestamp();

        public long Begun { get; private set; }

        public long Moved { get; private set; } = Stopwatch.GetTimestamp();

        public bool IsStepping { get; private set; }

        public void Come(string who) => (Who, Heard) = (who, Stopwatch.GetTimestamp());

        public void Take(string beat)
        {
            string[] parts = beat.Split(' ');
            long begun = long.Parse(parts[1], CultureInfo.InvariantCulture);
            bool stepping = parts[2] == "1";
            if (begun != Begun || stepping != IsStepping) Moved = Stopwatch.GetTimestamp();
            (Beat, Heard, Begun, IsStepping) = (beat, Stopwatch.GetTimestamp(), begun, stepping);
        }
    }

    private sealed class Switch : IDisposable
    {
        private readonly RankWatch _watch;
        private readonly bool _before;

        public Switch(RankWatch watch, bool on) => (_watch, _before, watch._stepping) = (watch, watch._stepping, on);

        public void Dispose() => _watch._stepping = _before;
    }
}
