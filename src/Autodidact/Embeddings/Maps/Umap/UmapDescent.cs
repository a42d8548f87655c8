using System.Numerics;
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
/// An edge moves both of its ends at once, as in the authors' program; threads never share an end (<see cref="EdgeSchedule"/>). Drawn points push from where they were when the pass began, and all pushes
/// and the pull of one edge are reckoned from one place of its point. So the same seed gives the same bytes with any number of threads.
/// </remarks>
internal sealed class UmapDescent
{
    private const int FewBlocks = 16, ManyBlocks = 32, ManyRows = 50_000, MostAtOnce = 7;
    private const float Limit = 4, Smallest = 1e-3f, Nothing = 1e-30f;

    private readonly UmapOptions _options;
    private readonly ThreadTeam _team;
    private readonly EdgeSchedule _schedule;
    private readonly int _epochs;
    private readonly Place[] _places, _before;
    private readonly Vector256<float> _a, _b, _pull, _push, _floor, _isPull;
    private readonly Action<int, int> _move;
    private int _epoch, _firstUnit;
    private float _rate;

    /// <param name="graph">Who is joined to whom, and how strongly.</param>
    /// <param name="places">Where the points begin, <c>[rows, 2]</c>.</param>
    /// <param name="options">How to descend.</param>
    /// <param name="curve">How nearness in the plane is read.</param>
    /// <param name="epochs">Passes, at least 1.</param>
    /// <param name="team">Who computes.</param>
    public UmapDescent(SparseGraph graph, ReadOnlySpan<float> places, UmapOptions options, UmapCurve curve, int epochs, ThreadTeam team)
    {
        (_options, _team, _epochs, _move) = (options, team, epochs, Move);
        _schedule = new(graph, epochs, graph.Count < ManyRows ? FewBlocks : ManyBlocks, options.Seed);
        (_places, _before) = (new Place[graph.Count], new Place[graph.Count]);
        for (int i = 0; i < graph.Count; i++) _places[i] = new(places[2 * _schedule.Order[i]], places[(2 * _schedule.Order[i]) + 1]);
        (_a, _b) = (Vector256.Create((float)curve.A), Vector256.Create((float)curve.B));
        (_pull, _push) = (Vector256.Create((float)(-2 * curve.A * curve.B)), Vector256.Create((float)(2 * curve.B * options.Repulsion)));
        // The pull is in the first lane, pushes in the others.
        _isPull = Vector256.Create(-1, 0, 0, 0, 0, 0, 0, 0).AsSingle();
        _floor = Vector256.AndNot(Vector256.Create(Smallest), _isPull);
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
            _places.CopyTo(_before, 0);
            foreach ((int first, int count) in _schedule.Rounds)
            {
                _firstUnit = first;
                _team.Over(count, 1, _move);
            }
            progress?.Invoke(_epoch + 1);
        }
        float[] places = new float[2 * _places.Length];
        for (int i = 0; i < _places.Length; i++) (places[2 * _schedule.Order[i]], places[(2 * _schedule.Order[i]) + 1]) = (_places[i].X, _places[i].Y);
        return places;
    }

    private void Move(int from, int to)
    {
        for (int unit = _firstUnit + from; unit < _firstUnit + to; unit++)
        {
            Draws draws = new(new DrawKey(_options.Seed, _epoch + 1, unit, 1), DrawPurpose.Map);
            (int first, int end) = _schedule.EdgesOf(unit);
            for (int edge = first; edge < end; edge += EdgeSchedule.Lanes)
            {
                for (uint due = _schedule.Due(edge, _epoch); due != 0; due &= due - 1)
                {
                    int at = edge + BitOperations.TrailingZeroCount(due);
                    Move(_schedule.Heads[at], _schedule.Tails[at], ref draws);
                }
            }
        }
    }

    private void Move(int head, int tail, ref Draws draws)
    {
        ref Place places = ref MemoryMarshal.GetArrayDataReference(_places);
        ref Place own = ref Unsafe.Add(ref places, head), other = ref Unsafe.Add(ref places, tail);
        (Vector256<float> rate, Vector256<float> x, Vector256<float> y) = (Vector256.Create(_rate), Vector256.Create(own.X), Vector256.Create(own.Y));
        (float moveX, float moveY) = (0, 0);
        for (int left = _options.Negatives; left > 0; left -= MostAtOnce)
        {
            bool isFirst = left == _options.Negatives;
            // Lanes that nobody was drawn for hold the point itself, which does not push.
            Place one = isFirst ? other : own, two = Drawn(own, left, 1, ref draws, out ulong bits), three = Drawn(own, left, 2, bits), four = Drawn(own, left, 3, ref draws, out bits), five = Drawn(own, left, 4, bits);
            Place six = Drawn(own, left, 5, ref draws, out bits), seven = Drawn(own, left, 6, bits), eight = Drawn(own, left, 7, ref draws, out _);
            Vector256<float> awayX = x - Vector256.Create(one.X, two.X, three.X, four.X, five.X, six.X, seven.X, eight.X), awayY = y - Vector256.Create(one.Y, two.Y, three.Y, four.Y, five.Y, six.Y, seven.Y, eight.Y);
            Vector256<float> square = Vector256.Max(Vector256.FusedMultiplyAdd(awayX, awayX, awayY * awayY), Vector256.Create(Nothing)), power = FastPower.Of(square, _b);
            Vector256<float> force = Vector256.ConditionalSelect(_isPull, _pull * power, _push) / ((square + _floor) * Vector256.FusedMultiplyAdd(_a, power, Vector256<float>.One));
            (Vector256<float> stepX, Vector256<float> stepY) = (Clipped(force * awayX) * rate, Clipped(force * awayY) * rate);
            (moveX, moveY) = (moveX + Vector256.Sum(stepX), moveY + Vector256.Sum(stepY));
            if (isFirst) other = new(other.X - stepX.ToScalar(), other.Y - stepY.ToScalar());
        }
        own = new(own.X + moveX, own.Y + moveY);
    }

    private static Vector256<float> Clipped(Vector256<float> force) => Vector256.Min(Vector256.Max(force, Vector256.Create(-Limit)), Vector256.Create(Limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Place Drawn(Place own, int left, int number, ref Draws draws, out ulong bits)
    {
        if (left < number)
        {
            bits = 0;
            return own;
        }
        bits = draws.NextBits();
        return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_before), (int)(((bits & uint.MaxValue) * (ulong)_before.Length) >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Place Drawn(Place own, int left, int number, ulong bits) =>
        left < number ? own : Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_before), (int)(((bits >> 32) * (ulong)_before.Length) >> 32));

    private readonly record struct Place(float X, float Y);
}
