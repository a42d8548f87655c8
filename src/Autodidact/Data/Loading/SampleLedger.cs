using System.Collections.Concurrent;

namespace Autodidact.Data.Loading;

/// <summary>
/// Which samples were broken, each counted once however often it comes up, and when the source as a whole is to be called broken.
/// </summary>
/// <remarks>
/// Threads that work ahead only read. A broken sample counts when the consumer takes the batch that met it, so that counts and verdict
/// depend on the batches taken and not on how far the threads were.
/// </remarks>
/// <param name="source">What is said of the samples.</param>
/// <param name="samples">The same source, to read from.</param>
/// <param name="maximumShare">Share of broken samples above which it is broken as a whole; infinite where it never is.</param>
/// <param name="setting">What that share is called where somebody can set it.</param>
internal sealed class SampleLedger<TSample>(DataSource source, IDataSource<TSample> samples, double maximumShare, string? setting = null) where TSample : class
{
    // Before so many samples were tried, an early verdict would be chance.
    private const int EarliestVerdict = 50;

    // A first batch can meet bad luck: an early verdict asks for so many standard errors above the limit.
    private const double Margin = 4;

    private readonly ConcurrentDictionary<int, BadSample> _known = [];
    private readonly HashSet<int> _counted = [];
    private readonly List<int> _indices = [];
    private readonly List<BadSample> _samples = [];

    /// <summary>Indices of the broken samples that were counted, in that order.</summary>
    public IReadOnlyList<int> Indices => _indices;

    /// <summary>The broken samples that were counted since the start of this process, in that order.</summary>
    public IReadOnlyList<BadSample> Samples => _samples;

    /// <summary>Whether not one sample can be read, counted or not.</summary>
    public bool IsAllBroken => _known.Count >= source.Count;

    /// <summary>Reads a sample, from any thread; null when it is broken, with the reason in <paramref name="bad"/>.</summary>
    public TSample? Read(int index, out BadSample bad)
    {
        if (_known.TryGetValue(index, out bad)) return null;
        try
        {
            return samples.Read(index);
        }
        catch (BadSampleException broken)
        {
            bad = new BadSample(index, broken.Id, broken.Reason);
            _known.TryAdd(index, bad);
            return null;
        }
    }

    /// <summary>The class of a sample, from any thread; -1 where it has none.</summary>
    public int Label(int index) => source.Label(index) ?? -1;

    /// <summary>Takes over what an earlier process counted.</summary>
    public void Restore(IEnumerable<int> indices)
    {
        _counted.Clear();
        _indices.Clear();
        _samples.Clear();
        foreach (int index in indices)
            if (_counted.Add(index)) _indices.Add(index);
    }

    /// <summary>Counts what other processes met, and returns what is new here, each with the reason that it has here.</summary>
    /// <param name="indices">Samples that are broken there.</param>
    /// <param name="asked">Samples that all batches so far have asked for, of all processes.</param>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    public IReadOnlyList<BadSample> Meet(IEnumerable<int> indices, long asked) =>
        Count(indices.Select(index => Read(index, out BadSample bad) is null ? bad : new(index, source.Id(index), "another process could not read it")), asked);

    /// <summary>Counts what a batch met that was taken, and returns what is new among it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="asked">Samples that all batches up to this one have asked for.</param>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    public IReadOnlyList<BadSample> Count(PendingBatch batch, long asked) => Count(batch.Broken.Where(row => row is not null).SelectMany(row => row!), asked);

    /// <inheritdoc cref="Count(PendingBatch, long)"/>
    /// <param name="met">What it met.</param>
    public IReadOnlyList<BadSample> Count(IEnumerable<BadSample> met, long asked)
    {
        int before = _samples.Count;
        foreach (BadSample bad in met)
        {
            if (!_counted.Add(bad.Index)) continue;
            _indices.Add(bad.Index);
            _samples.Add(bad);
        }
        if (_samples.Count == before) return [];
        if (double.IsPositiveInfinity(maximumShare)) return _samples[before..];
        // Each broken sample made the loader try at least one more.
        int broken = _indices.Count, tried = (int)Math.Min(source.Count, asked + broken);
        // Certain: more than the whole source may have. Or as good as certain, long before all of it was tried.
        bool isCertain = broken >= 2 && broken > maximumShare * source.Count;
        double deviation = Math.Sqrt(maximumShare * (1 - maximumShare) / tried);
        bool isClear = tried >= EarliestVerdict && broken > (maximumShare + (Margin * deviation)) * tried;
        return isCertain || isClear || broken >= source.Count
            ? throw new DataException(broken >= source.Count
                ? $"Not one of the {source.Count} samples of {source.Name} can be read. The last is {_samples[^1]}."
                : $"{source.Name}: {broken} of the {tried} samples tried so far are broken, which is more than the {maximumShare:P0} allowed{(setting is null ? "" : $" ({setting})")}. " +
                  $"The last is {_samples[^1]}. Remove the broken samples{(setting is null ? "" : ", or allow a larger share")}.")
            : _samples[before..];
    }
}
