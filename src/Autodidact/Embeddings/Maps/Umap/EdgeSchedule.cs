using System.Runtime.Intrinsics;
using Autodidact.Data.Views;

namespace Autodidact.Embeddings.Maps.Umap;

/// <summary>
/// Edges in an order in which many threads can move both of their ends: points are put into blocks at random, edges into units, one for each pair of blocks, and units into rounds so that no two of a round
/// share a block (Gemulla, Nijkamp, Haas and Sismanis 2011 do so with a matrix). What a unit does depends on its blocks alone, so no number of threads shows in it.
/// </summary>
internal sealed class EdgeSchedule
{
    /// <summary>Edges that are looked at together; units are filled up to so many.</summary>
    public const int Lanes = 8;

    private readonly int[] _starts;

    /// <param name="graph">Each edge both ways.</param>
    /// <param name="epochs">Passes; edges too weak to come once in all of them are left out.</param>
    /// <param name="blocks">How many, even, at least 2.</param>
    /// <param name="seed">Decides which points are in which.</param>
    public EdgeSchedule(SparseGraph graph, int epochs, int blocks, ulong seed)
    {
        int count = graph.Count;
        Order = [.. Enumerable.Range(0, count)];
        new Draws(new DrawKey(seed, 0, 2, 0), DrawPurpose.Map).Shuffle<int>(Order);
        int[] rank = new int[count];
        for (int place = 0; place < count; place++) rank[Order[place]] = place;
        float strongest = graph.Weights.DefaultIfEmpty(1).Max(), weakest = strongest / epochs;
        int[,] unitOf = Units(blocks);
        int units = (blocks * (blocks - 1) / 2) + blocks;
        int[] sizes = new int[units];
        Visit((unit, _, _, _) => sizes[unit]++);
        _starts = new int[units + 1];
        for (int unit = 0; unit < units; unit++) _starts[unit + 1] = _starts[unit] + ((sizes[unit] + Lanes - 1) / Lanes * Lanes);
        (Heads, Tails, Every, Next) = (new int[_starts[^1]], new int[_starts[^1]], new float[_starts[^1]], new float[_starts[^1]]);
        Array.Fill(Next, float.PositiveInfinity);
        int[] filled = _starts[..^1];
        Visit((unit, head, tail, weight) =>
        {
            int at = filled[unit]++;
            (Heads[at], Tails[at], Every[at], Next[at]) = (head, tail, strongest / weight, strongest / weight);
        });
        Rounds = [.. Enumerable.Range(0, blocks - 1).Select(round => (round * blocks / 2, blocks / 2)), (units - blocks, blocks)];

        void Visit(Action<int, int, int, float> see)
        {
            for (int head = 0; head < count; head++)
            {
                int row = Order[head];
                for (int edge = graph.Starts[row]; edge < graph.Starts[row + 1]; edge++)
                {
                    if (graph.Weights[edge] < weakest) continue;
                    int tail = rank[graph.Ids[edge]];
                    see(unitOf[BlockOf(head), BlockOf(tail)], head, tail, graph.Weights[edge]);
                }
            }
        }

        int BlockOf(int place) => (int)((long)place * blocks / count);
    }

    /// <summary>The row that is at each place; the schedule counts places.</summary>
    public int[] Order { get; }

    /// <summary>The point that an edge belongs to, of each edge.</summary>
    public int[] Heads { get; }

    /// <summary>The point at its other end.</summary>
    public int[] Tails { get; }

    /// <summary>After how many passes it comes again, 1 or more.</summary>
    public float[] Every { get; }

    /// <summary>The pass from which on it is due; never, where units are filled up.</summary>
    public float[] Next { get; }

    /// <summary>First unit and number of units of each round.</summary>
    public IReadOnlyList<(int First, int Count)> Rounds { get; }

    /// <summary>Where a unit's edges begin, and the place behind its last.</summary>
    public (int First, int End) EdgesOf(int unit) => (_starts[unit], _starts[unit + 1]);

    /// <summary>Which of the next edges are due in a pass, a bit each from the lowest; they are put off until they come again.</summary>
    /// <param name="first">The first of <see cref="Lanes"/> edges of a unit.</param>
    /// <param name="epoch">The pass, counted from 0.</param>
    public uint Due(int first, int epoch)
    {
        Vector256<float> next = Vector256.LoadUnsafe(ref Next[first]), due = Vector256.LessThanOrEqual(next, Vector256.Create((float)epoch));
        if (due == Vector256<float>.Zero) return 0;
        Vector256.ConditionalSelect(due, next + Vector256.LoadUnsafe(ref Every[first]), next).StoreUnsafe(ref Next[first]);
        return due.ExtractMostSignificantBits();
    }

    // As players of a tournament meet: one stays, the others go round. In the last round each block meets itself.
    private static int[,] Units(int blocks)
    {
        int[,] units = new int[blocks, blocks];
        int unit = 0;
        for (int round = 0; round < blocks - 1; round++)
        {
            for (int pair = 0; pair < blocks / 2; pair++, unit++)
            {
                int one = pair == 0 ? blocks - 1 : (round + pair) % (blocks - 1), other = (round - pair + blocks - 1) % (blocks - 1);
                units[one, other] = units[other, one] = unit;
            }
        }
        for (int block = 0; block < blocks; block++) units[block, block] = unit++;
        return units;
    }
}
