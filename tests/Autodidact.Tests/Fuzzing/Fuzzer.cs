using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Autodidact.Tests.Fuzzing;

/// <summary>
/// Feeds one reader with damaged inputs, each made from the seed and its number alone. The input under way always lies in the
/// target's folder, so that it is still there when the process dies of it.
/// </summary>
internal sealed class Fuzzer(IFuzzTarget target, TimeSpan limit)
{
    private const int MostFailures = 20;

    private readonly Dictionary<string, int> _outcomes = [];
    private readonly Dictionary<string, string> _failures = [];
    private readonly Lock _lock = new();
    private long _started;
    private volatile bool _isLeft;
    private int _index;
    private byte[] _input = [];

    /// <summary>Reads <paramref name="count"/> inputs on a thread of its own; returns what went wrong, one line a kind.</summary>
    public IReadOnlyCollection<string> Run(int count, int seed)
    {
        string folder = Path.Combine(FuzzSettings.Folder, target.Name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        target.Prepare(folder);
        string path = Path.Combine(folder, target.FileName);

        Stopwatch watch = Stopwatch.StartNew();
        Volatile.Write(ref _started, Environment.TickCount64);
        Thread reader = new(() => Feed(count, seed, path)) { IsBackground = true, Name = $"fuzz {target.Name}" };
        reader.Start();
        while (!reader.Join(100))
        {
            if (Environment.TickCount64 - Volatile.Read(ref _started) <= limit.TotalMilliseconds) continue;
            // The thread cannot be ended; it is left behind, and reads nothing more should it come back.
            _isLeft = true;
            lock (_lock)
            {
                Fail("hang", $"is not done after {limit.TotalSeconds:N0} s");
                return [.. _failures.Values];
            }
        }
        Summarize(count, seed, watch.Elapsed);
        Directory.Delete(folder, recursive: true);
        return _failures.Values;
    }

    private void Feed(int count, int seed, string path)
    {
        IReadOnlyList<byte[]> seeds = target.Seeds;
        Mutator mutator = new(seeds, target.Words);
        for (int index = 0; index < seeds.Count + count && _failures.Count < MostFailures && !_isLeft; index++)
        {
            Random random = new(unchecked((seed * 1_000_003) + index));
            byte[] input = index < seeds.Count ? seeds[index] : target.Change(seeds[random.Next(seeds.Count)], random, mutator);
            (_index, _input) = (index, input);
            Read(input, path, isGood: index < seeds.Count);
        }
    }

    /// <summary>Reads one input and judges what happened.</summary>
    public void Read(byte[] input, string path, bool isGood = false)
    {
        Write(path, input);
        Volatile.Write(ref _started, Environment.TickCount64);
        FuzzMemory used = FuzzMemory.Of(() => target.Read(path), pages: !isGood, out Exception? thrown);
        // What is made once, such as a table of names, is not the second input's.
        if (!isGood && IsTooMuch(used, input.Length))
        {
            GC.Collect();
            used = FuzzMemory.Of(() => target.Read(path), pages: true, out thrown);
        }
        Volatile.Write(ref _started, Environment.TickCount64);

        string outcome = thrown?.GetType().Name ?? "read";
        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        lock (_lock)
        {
            if (isGood && thrown is not null) Fail($"seed {_index}", $"is a good file, but: {thrown}");
            else if (thrown is not null && !target.Refusals.Any(allowed => allowed.IsInstanceOfType(thrown))) Fail($"{outcome} {Top(thrown)}", $"ends in {thrown}");
            else if (thrown is { Message.Length: 0 }) Fail($"silent {outcome}", $"ends in {outcome} without a word");
            if (!isGood && IsTooMuch(used, input.Length))
                Fail("memory", $"of {input.Length:N0} bytes took {used.Managed:N0} managed bytes, {used.Tensors:N0} bytes of tensors and {used.Pages:N0} bytes of pages; allowed are {target.Budget(input.Length):N0}");
        }
    }

    /// <summary>Over what the last input left: some file systems wait for the disk when a file is emptied and written anew.</summary>
    private static void Write(string path, byte[] input)
    {
        using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(input);
        file.SetLength(input.Length);
    }

    /// <summary>What went wrong so far, one line a kind.</summary>
    public IReadOnlyCollection<string> Failures => _failures.Values;

    private bool IsTooMuch(FuzzMemory used, int length) =>
        used.Managed > target.Budget(length) || used.Tensors > target.Budget(length) || used.Pages > target.Budget(length) + FuzzMemory.PageBudget;

    private void Fail(string kind, string what)
    {
        if (_failures.ContainsKey(kind)) return;
        string saved = Path.Combine(FuzzSettings.Folder, string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{FuzzSettings.Seed}-{_index}{Path.GetExtension(target.FileName)}"));
        File.WriteAllBytes(saved, _input);
        _failures[kind] = $"{target.Name}: input {_index} of seed {FuzzSettings.Seed} {what}\n  saved; read it again with AUTODIDACT_FUZZ_INPUT={Path.GetRelativePath(Path.Combine(FuzzSettings.Folder, "..", ".."), saved)} ./test Fuzzing";
    }

    private static string Top(Exception error) => error.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Autodidact", StringComparison.Ordinal))?.Trim() ?? "";

    private void Summarize(int count, int seed, TimeSpan time)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{target.Name}: {count} inputs, seed {seed}, {time.TotalSeconds:F1} s; ");
        text.AppendJoin(", ", _outcomes.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"));
        File.WriteAllText(Path.Combine(FuzzSettings.Folder, string.Create(CultureInfo.InvariantCulture, $"{target.Name}-{count}-{seed}.txt")), text.Append('\n').ToString());
    }
}
