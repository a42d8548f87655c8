using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Search;

namespace Autodidact.Evaluation.Detection;

/// <summary>
/// What small parts of normal pictures look like: a part that is far from all that are remembered is strange. PatchCore (Roth et al. 2022, arXiv:2106.08265) without its weighting of the
/// nearest part's own neighbours: the score of a picture is that of its strangest part.
/// </summary>
public sealed class PatchMemory
{
    /// <summary>Parts that are remembered where nobody says how many, and parts that those are chosen from.</summary>
    public const int UsualParts = 4096, MostCandidates = 40_960;

    // Directions in which parts are compared while some are chosen; distances in random directions are about as those in all (Johnson and Lindenstrauss 1984).
    private const int Directions = 64;

    private readonly float[] _mean, _remembered;

    private PatchMemory(float[] mean, float[] remembered) => (_mean, _remembered) = (mean, remembered);

    /// <summary>Numbers that describe a part.</summary>
    public int Channels => _mean.Length;

    /// <summary>Parts that are remembered.</summary>
    public int Count => _remembered.Length / (Channels + 1);

    /// <summary>Remembers parts that lie as evenly as possible among all: each is the one that is farthest from those before (a greedy coreset; Sener and Savarese 2018, arXiv:1708.00489).</summary>
    /// <param name="parts">Parts of normal pictures, <c>[parts, channels]</c>, row-major, finite, at least one; those that come from one picture need not be together.</param>
    /// <param name="channels">Numbers of a part, at least 1.</param>
    /// <param name="most">Most that are remembered, at least 1.</param>
    /// <param name="seed">Decides which is the first.</param>
    /// <param name="progress">Told how many of how many are remembered.</param>
    /// <param name="cancel">Checked before each.</param>
    /// <exception cref="ArgumentException">There are not whole parts, or none.</exception>
    public static PatchMemory Of(ReadOnlySpan<float> parts, int channels, int most = UsualParts, ulong seed = 0, Action<int, int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (parts.IsEmpty || parts.Length % channels != 0) throw new ArgumentException($"{parts.Length} numbers are not one or more parts of {channels}.", nameof(parts));
        int count = parts.Length / channels;
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From(parts, count, channels), mean = rows.Mean([0], dtype: ScalarType.Float64).To(ScalarType.Float32);
        rows -= mean;
        long[] chosen = count <= most ? [.. Enumerable.Range(0, count).Select(part => (long)part)] : Spread(rows, most, seed, progress, cancel);
        return new(mean.ToArray<float>(), Augmented(rows.IndexSelect(0, Tensor.From<long>(chosen, chosen.Length))));
    }

    /// <summary>How far each part is from the nearest one that is remembered (Euclidean), <c>[parts]</c>; not a number for one that is not finite.</summary>
    /// <param name="parts"><c>[parts, channels]</c>, row-major.</param>
    public float[] Distances(ReadOnlySpan<float> parts)
    {
        if (parts.Length % Channels != 0) throw new ArgumentException($"{parts.Length} numbers are not whole parts of {Channels}.", nameof(parts));
        int count = parts.Length / Channels;
        float[] queries = new float[count * (Channels + 1)], distances = new float[count];
        for (int part = 0; part < count; part++)
        {
            double square = 0;
            Span<float> query = queries.AsSpan(part * (Channels + 1), Channels + 1);
            for (int i = 0; i < Channels; i++)
            {
                query[i] = parts[(part * Channels) + i] - _mean[i];
                square += (double)query[i] * query[i];
            }
            query[Channels] = 1;
            distances[part] = (float)square;
        }
        // The largest q . r - |r|^2 / 2 is the least |q - r|^2 = |q|^2 - 2 (q . r - |r|^2 / 2).
        Neighbours nearest = ExactSearch.Find(queries, _remembered, Channels + 1, 1);
        for (int part = 0; part < count; part++)
            distances[part] = nearest.Ids[part] < 0 ? float.NaN : MathF.Sqrt(MathF.Max(0, distances[part] - (2 * nearest.Scores[part])));
        return distances;
    }

    private static float[] Augmented(Tensor rows) => Ops.Cat([rows, rows.Square().Sum([1L], keepdim: true) / -2], 1).ToArray<float>();

    private static long[] Spread(Tensor rows, int most, ulong seed, Action<int, int>? progress, CancellationToken cancel)
    {
        int count = (int)rows.Size(0);
        Draws draws = new(new DrawKey(seed, 0, 0, 2), DrawPurpose.Clusters);
        Tensor seen = rows.Size(1) <= Directions ? rows : rows.Matmul(Signs((int)rows.Size(1), ref draws));
        Tensor squares = seen.Square().Sum([1L]), nearest = Tensor.Full([count], double.PositiveInfinity);
        long[] chosen = new long[most];
        long next = draws.Below(count);
        for (int i = 0; i < most; i++)
        {
            cancel.ThrowIfCancellationRequested();
            if (i % 256 == 0) progress?.Invoke(i, most);
            chosen[i] = next;
            using TensorScope inner = new();
            Tensor centre = seen.Narrow(0, next, 1);
            Tensor distances = squares + squares.Narrow(0, next, 1) - (seen.Matmul(centre.T()).Squeeze(1) * 2);
            nearest.CopyInPlace(Ops.Minimum(nearest, distances));
            next = nearest.Argmax(0).Item<long>();
        }
        return chosen;
    }

    // Directions of random signs (Achlioptas 2003), which keep lengths on average.
    private static Tensor Signs(int channels, ref Draws draws)
    {
        float[] signs = new float[channels * Directions];
        float unit = (float)(1 / Math.Sqrt(Directions));
        for (int i = 0; i < signs.Length; i++) signs[i] = (draws.NextBits() & 1) == 0 ? unit : -unit;
        return Tensor.From<float>(signs, channels, Directions);
    }
}
