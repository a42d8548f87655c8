using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Autodidact.Data.Views;

namespace Autodidact.Embeddings.Maps.Umap;

/// <summary>
/// Moves points so that those that are joined in the graph are joined in the plane: stochastic descent on the cross entropy of fuzzy sets by edges that come as often as they are strong, each against
/// drawn points that push away. McInnes et al. 2018, arXiv:1802.03426, algorithm 5 and section 3.2.
/// </summary>
/// <remarks>
/// There an edge moves both of its ends, whenever it comes. Here every point moves itself alone, by all of its edges: as each edge lies in the graph both ways, a point is drawn twice each time.
/// A pass goes in rounds over random eighths of the points. Within a round points see the others of their eighth as they were before it, so that nothing depends on which thread is where: the same
/// seed gives the same bytes with any number of threads.
/// </remarks>
internal sealed class UmapDescent
{
    private const int Rounds = 1, Block = 64;
    private const float Limit = 4, Smallest = 1e-3f;

    private readonly UmapOptions _options;
    private readonly ThreadTeam _team;
    private readonly int _count, _epochs;
    private readonly int[] _order, _starts, _ids;
    private readonly float[] _every, _next;
    private readonly Place[] _places, _moved;
    private readonly Vector256<float> _a, _b, _twoB, _minusTwoAb;
    private readonly Action<int, int> _move;
    private int _epoch, _first;
    private float _rate;

    /// <param name="graph">Who is joined to whom, and how strongly; edges too weak to come once are left out.</param>
    /// <param name="places">Where the points begin, <c>[rows, 2]</c>.</param>
    /// <param name="options">How to descend.</param>
    /// <param name="curve">How nearness in the plane is read.</param>
    /// <param name="epochs">Passes, at least 1.</param>
    /// <param name="team">Who computes.</param>
    public UmapDescent(SparseGraph graph, ReadOnlySpan<float> places, UmapOptions options, UmapCurve curve, int epochs, ThreadTeam team)
    {
        (_options, _team, _count, _epochs, _move) = (options, team, graph.Count, epochs, Move);
        (_a, _b, _twoB) = (Vector256.Create((float)curve.A), Vector256.Create((float)curve.B), Vector256.Create((float)(2 * curve.B * options.Repulsion)));
        _minusTwoAb = Vector256.Create((float)(-2 * curve.A * curve.B));
        // Points in random order: neighbours rarely share an eighth.
        _order = [.. Enumerable.Range(0, _count)];
        new Draws(new DrawKey(options.Seed, 0, 2, 0), DrawPurpose.Map).Shuffle<int>(_order);
        int[] rank = new int[_count];
        for (int i = 0; i < _count; i++) rank[_order[i]] = i;
        (_places, _moved) = (new Place[_count], new Place[(_count / Rounds) + 1]);
        for (int i = 0; i < _count; i++) _places[i] = new(places[2 * _order[i]], places[(2 * _order[i]) + 1]);

        float strongest = graph.Weights.DefaultIfEmpty(1).Max(), weakest = strongest / epochs;
        _starts = new int[_count + 1];
        for (int i = 0; i < _count; i++) _starts[i + 1] = _starts[i] + Kept(graph.WeightsOf(_order[i]), weakest);
        (_ids, _every) = (new int[_starts[^1]], new float[_starts[^1]]);
        for (int i = 0; i < _count; i++)
        {
            int at = _starts[i];
            for (int edge = graph.Starts[_order[i]]; edge < graph.Starts[_order[i] + 1]; edge++)
                if (graph.Weights[edge] >= weakest) (_ids[at], _every[at++]) = (rank[graph.Ids[edge]], strongest / graph.Weights[edge]);
        }
        _next = [.. _every];
    }

    /// <summary>Descends to the end.</summary>
    /// <param name="progress">Told after each pass how many are done.</param>
    /// <param name="cancel">Ends the descent between two passes.</param>
    /// <returns>Where the points are, <c>[rows, 2]</c>.</returns>
    public float[] Run(Action<int>? progress, CancellationToken cancel)
    {
        for (_epoch = 0; _epoch < _epochs; _epoch++)
        {
            cancel.ThrowIfCancellationRequested();
            _rate = (float)(_options.LearningRate * (1 - ((double)_epoch / _epochs)));
            for (int round = 0; round < Rounds; round++)
            {
                _first = (int)((long)_count * round / Rounds);
                int size = (int)((long)_count * (round + 1) / Rounds) - _first;
                _team.Over(size, Block, _move);
                _moved.AsSpan(0, size).CopyTo(_places.AsSpan(_first));
            }
            progress?.Invoke(_epoch + 1);
        }
        float[] places = new float[2 * _count];
        for (int i = 0; i < _count; i++) (places[2 * _order[i]], places[(2 * _order[i]) + 1]) = (_places[i].X, _places[i].Y);
        return places;
    }

    private static int Kept(ReadOnlySpan<float> weights, float weakest)
    {
        int kept = 0;
        foreach (float weight in weights) kept += weight >= weakest ? 1 : 0;
        return kept;
    }

    private void Move(int from, int to)
    {
        for (int i = from; i < to; i++) _moved[i] = Moved(_first + i);
    }

    private Place Moved(int point)
    {
        ref Place places = ref MemoryMarshal.GetArrayDataReference(_places);
        (Place own, float rate, int negatives) = (Unsafe.Add(ref places, point), _rate, _options.Negatives);
        Draws draws = new(new DrawKey(_options.Seed, _epoch + 1, point, 1), DrawPurpose.Map);
        for (int edge = _starts[point]; edge < _starts[point + 1]; edge++)
        {
            if (_next[edge] > _epoch) continue;
            _next[edge] += _every[edge];
            Place other = Unsafe.Add(ref places, _ids[edge]);
            Place pull = Pull(own, other) * rate;
            own += pull;
            other += pull * -1;
            for (int left = negatives; left > 0; left -= 8) own += Push(own, ref places, ref draws, Math.Min(8, left)) * rate;
            own += Pull(own, other) * rate;
        }
        return own;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Place Pull(Place own, Place other)
    {
        (float x, float y) = (own.X - other.X, own.Y - other.Y);
        Vector256<float> square = Vector256.Create((x * x) + (y * y));
        if (square[0] <= 1e-30f) return default;
        Vector256<float> power = FastPower.Of(square, _b), factor = _minusTwoAb * power / (square * Vector256.FusedMultiplyAdd(_a, power, Vector256<float>.One));
        return new(Math.Clamp(factor[0] * x, -Limit, Limit), Math.Clamp(factor[0] * y, -Limit, Limit));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Place Push(Place own, ref Place places, ref Draws draws, int count)
    {
        Vector256<float> ownX = Vector256.Create(own.X), ownY = Vector256.Create(own.Y), x = ownX, y = ownY;
        for (int i = 0; i < count; i += 2)
        {
            ulong bits = draws.NextBits();
            Place one = Unsafe.Add(ref places, (int)(((bits & 0xFFFFFFFF) * (ulong)_count) >> 32));
            (x, y) = (x.WithElement(i, one.X), y.WithElement(i, one.Y));
            if (i + 1 == count) break;
            Place two = Unsafe.Add(ref places, (int)(((bits >> 32) * (ulong)_count) >> 32));
            (x, y) = (x.WithElement(i + 1, two.X), y.WithElement(i + 1, two.Y));
        }
        (x, y) = (ownX - x, ownY - y);
        // A point that was drawn against itself, and lanes that nobody was drawn for, are at distance 0 and push by 0.
        Vector256<float> square = Vector256.FusedMultiplyAdd(x, x, y * y), power = FastPower.Of(Vector256.Max(square, Vector256.Create(1e-30f)), _b);
        Vector256<float> factor = _twoB / ((square + Vector256.Create(Smallest)) * Vector256.FusedMultiplyAdd(_a, power, Vector256<float>.One));
        Vector256<float> limit = Vector256.Create(Limit);
        return new(Vector256.Sum(Vector256.Min(Vector256.Max(factor * x, -limit), limit)), Vector256.Sum(Vector256.Min(Vector256.Max(factor * y, -limit), limit)));
    }

    private readonly record struct Place(float X, float Y)
    {
        public static Place operator +(Place left, Place right) => new(left.X + right.X, left.Y + right.Y);

        public static Place operator *(Place place, float factor) => new(place.X * factor, place.Y * factor);
    }
}
