using System.Runtime.InteropServices;

namespace Autodidact.Evaluation.Metrics;

/// <summary>Puts one query's gallery in order after the other, without memory of its own for each. Not for several threads at once.</summary>
internal sealed class RelevanceRanking
{
    private const int Bits = 11, Buckets = 1 << Bits, Passes = 3;

    private readonly uint[] _keys, _others;
    private readonly bool[] _wanted, _othersWanted;
    private readonly int[] _starts = new int[Passes * Buckets];

    /// <param name="items">Items of the gallery.</param>
    public RelevanceRanking(int items) => (_keys, _others, _wanted, _othersWanted) = (new uint[items], new uint[items], new bool[items], new bool[items]);

    /// <summary>Average precision and the rank of the first wanted item of the order of falling scores; of equal scores the lower item comes first, what is no number comes last. A query of which no score is a number finds nothing: 0 and 0.</summary>
    /// <param name="scores">One an item.</param>
    /// <param name="labels">The class of each item.</param>
    /// <param name="label">The class that is wanted.</param>
    public (double AveragePrecision, int FirstHit) Of(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, int label)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(scores);
        bool isRanked = false;
        for (int i = 0; i < bits.Length; i++)
        {
            // Falling scores as rising whole numbers.
            uint key = bits[i];
            _keys[i] = float.IsNaN(scores[i]) ? uint.MaxValue : (key >> 31) == 0 ? ~(key | 0x80000000u) : key;
            _wanted[i] = labels[i] == label;
            isRanked |= !float.IsNaN(scores[i]);
        }

        if (!isRanked) return (0, 0);

        bool[] ordered = Sorted();
        (double sum, int hits, int first) = (0, 0, 0);
        for (int rank = 0; rank < ordered.Length; rank++)
        {
            if (!ordered[rank]) continue;
            if (hits == 0) first = rank + 1;
            sum += (double)++hits / (rank + 1);
        }

        return (hits == 0 ? 0 : sum / hits, first);
    }

    // Radix sort, eleven bits a pass: several times as fast as comparing, and equal keys keep their order.
    private bool[] Sorted()
    {
        Array.Clear(_starts);
        foreach (uint key in _keys)
        {
            for (int pass = 0; pass < Passes; pass++) _starts[(pass * Buckets) + Digit(key, pass)]++;
        }

        (uint[] keys, uint[] others, bool[] wanted, bool[] othersWanted) = (_keys, _others, _wanted, _othersWanted);
        for (int pass = 0; pass < Passes; pass++)
        {
            Span<int> starts = _starts.AsSpan(pass * Buckets, Buckets);
            int at = 0;
            for (int bucket = 0; bucket < Buckets; bucket++) (starts[bucket], at) = (at, at + starts[bucket]);
            for (int i = 0; i < keys.Length; i++)
            {
                int place = starts[Digit(keys[i], pass)]++;
                (others[place], othersWanted[place]) = (keys[i], wanted[i]);
            }

            (keys, others, wanted, othersWanted) = (others, keys, othersWanted, wanted);
        }

        return wanted;

        static int Digit(uint key, int pass) => (int)(key >> (pass * Bits)) & (Buckets - 1);
    }
}
