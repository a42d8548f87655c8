namespace Autodidact.Data.Loading;

/// <summary>
/// Which samples were tried and which were broken, each counted once however often it comes up. Decides when the source as
/// a whole is to be called broken.
/// </summary>
internal sealed class SampleLedger(ImageSource source, double maximumShare)
{
    // Before so many samples were tried, an early verdict would be chance.
    private const int EarliestVerdict = 50;

    // A first batch can meet bad luck: an early verdict asks for so many standard errors above the limit.
    private const double Margin = 4;

    private readonly int[] _tried = new int[(source.Count + 31) / 32];
    private readonly Dictionary<int, BadSample> _bad = [];
    private readonly List<BadSample> _list = [];
    private int _triedCount;
    private volatile int _badCount;

    /// <summary>Broken samples met so far.</summary>
    public int BadCount => _badCount;

    /// <summary>Broken samples from number <paramref name="from"/> on, in the order they were met.</summary>
    public BadSample[] Since(int from)
    {
        lock (_bad) return [.. _list.Skip(from)];
    }

    /// <summary>Reads a sample; null when it is broken, which is noted.</summary>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    public Image? Read(int index)
    {
        if (_badCount > 0)
        {
            lock (_bad)
                if (_bad.ContainsKey(index)) return null;
        }

        int bit = 1 << (index & 31);
        if ((Interlocked.Or(ref _tried[index >> 5], bit) & bit) == 0) Interlocked.Increment(ref _triedCount);
        try
        {
            return source.Read(index);
        }
        catch (BadSampleException bad)
        {
            Note(new BadSample(index, bad.Id, bad.Reason));
            return null;
        }
    }

    private void Note(BadSample sample)
    {
        lock (_bad)
        {
            if (!_bad.TryAdd(sample.Index, sample)) return;
            _list.Add(sample);
            _badCount = _list.Count;
            int tried = Volatile.Read(ref _triedCount);
            // Certain: more than the whole source may have. Or as good as certain, long before all of it was tried.
            bool isCertain = _badCount >= 2 && _badCount > maximumShare * source.Count;
            double deviation = Math.Sqrt(maximumShare * (1 - maximumShare) / tried);
            bool isClear = tried >= EarliestVerdict && _badCount > (maximumShare + (Margin * deviation)) * tried;
            if (!isCertain && !isClear && _badCount < source.Count) return;
            throw new DataException(
                $"{source.Name}: {_badCount} of the {tried} samples tried so far are broken, which is more than the {maximumShare:P0} allowed " +
                $"(maximum_bad_share). The last is {sample}. Remove the broken samples, or allow a larger share.");
        }
    }
}
