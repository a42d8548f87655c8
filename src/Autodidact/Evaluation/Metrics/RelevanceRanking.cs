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

    /// <summary>
    /// Average precision and the rank of the first wanted item of the order of falling scores; what is no number comes last. Average precision is the mean over all orders of items with equal scores (McSherry
    /// and Najork 2008), since a gallery often comes class by class; for the first rank the lower of them comes first. A query of which no score is a number finds nothing: 0 and 0.
    /// </summary>
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
            uint key = bits[i] == 0x80000000u ? 0 : bits[i];       // -0 is 0
            _keys[i] = float.IsNaN(scores[i]) ? uint.MaxValue : (key >> 31) == 0 ? ~(key | 0x80000000u) : key;
            _wanted[i] = labels[i] == label;
            isRanked |= !float.IsNaN(scores[i]);
        }

        if (!isRanked) return (0, 0);

        (uint[] keys, bool[] ordered) = Sorted();
        (double sum, int hits) = (0, 0);
        for (int rank = 0, end; rank < ordered.Length; rank = end)
        {
            int wanted = 0;
            for (end = rank; end < ordered.Length && keys[end] == keys[rank]; end++) wanted += ordered[end] ? 1 : 0;
            if (wanted > 0) sum += Precisions(rank, end - rank, hits, wanted);
            hits += wanted;
        }

        return (hits == 0 ? 0 : sum / hits, Array.IndexOf(ordered, true) + 1);
    }

    // The precisions at the wanted ones among equal items, added up: each of these is as likely to be wanted as the others.
    private static double Precisions(int before, int equal, int hits, int wanted)
    {
        double share = (double)wanted / equal, others = equal > 1 ? (wanted - 1.0) / (equal - 1) : 0, sum = 0;
        for (int place = 0; place < equal; place++) sum += share * (hits + 1 + (place * others)) / (before + place + 1);
        return sum;
    }

    // Radix sort, eleven bits a pass: several times as fast as comparing, and equal keys keep their order.
    private (uint[] Keys, bool[] Wanted) Sorted()
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

        return (keys, wanted);

        static int Digit(uint key, int pass) => (int)(key >> (pass * Bits)) & (Buckets - 1);
    }
}
