using System.Runtime.InteropServices;

namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>
/// Points of the plane in squares within squares. Points are sorted along Morton's curve, so that those of a square lie one behind the other; squares are listed depth first, so that what is in one comes
/// right behind it and <see cref="Node.Next"/> leads past it. Squares with all points in one of their quarters are left out. Its arrays are used again for every step.
/// </summary>
internal sealed class QuadTree
{
    private const int Levels = 16, LeafSize = 8;

    private readonly uint[] _codes, _codesSpare;
    private readonly int[] _order, _orderSpare;
    private readonly float[] _x, _y;
    private Node[] _nodes;
    private int _count;
    private float _side;

    /// <param name="count">Points, at least 1.</param>
    public QuadTree(int count)
    {
        (_codes, _codesSpare, _order, _orderSpare) = (new uint[count], new uint[count], new int[count], new int[count]);
        // Room for whole registers behind the last point.
        (_x, _y, _nodes) = (new float[count + 8], new float[count + 8], new Node[Math.Max(16, count)]);
    }

    /// <summary>The squares.</summary>
    public ReadOnlySpan<Node> Nodes => _nodes.AsSpan(0, _count);

    /// <summary>Points in the order of the curve, across and down, with eight more that are none.</summary>
    public (float[] X, float[] Y) Places => (_x, _y);

    /// <summary>Which point is at each place of the curve.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Builds it anew.</summary>
    /// <param name="places">Points, <c>[count, 2]</c>; finite.</param>
    public void Build(ReadOnlySpan<float> places)
    {
        int count = _order.Length;
        (float left, float top, float right, float bottom) = (places[0], places[1], places[0], places[1]);
        for (int i = 0; i < places.Length; i += 2)
        {
            (left, right) = (Math.Min(left, places[i]), Math.Max(right, places[i]));
            (top, bottom) = (Math.Min(top, places[i + 1]), Math.Max(bottom, places[i + 1]));
        }
        _side = Math.Max(Math.Max(right - left, bottom - top), 1e-20f);
        float scale = ((1 << Levels) - 1) / _side;
        for (int i = 0; i < count; i++)
        {
            _codes[i] = Spread((uint)((places[2 * i] - left) * scale)) | (Spread((uint)((places[(2 * i) + 1] - top) * scale)) << 1);
            _order[i] = i;
        }
        Sort();
        for (int i = 0; i < count; i++) (_x[i], _y[i]) = (places[2 * _order[i]], places[(2 * _order[i]) + 1]);
        for (int i = count; i < _x.Length; i++) (_x[i], _y[i]) = (_x[count - 1], _y[count - 1]);
        _count = 0;
        Add(0, count, 2 * (Levels - 1));
    }

    /// <summary>Adds the square of some points and all within it.</summary>
    /// <param name="first">Its first point on the curve.</param>
    /// <param name="end">The one behind its last.</param>
    /// <param name="shift">Where in their codes its quarters begin; below 0 it is too small to be cut.</param>
    private void Add(int first, int end, int shift)
    {
        // Down to where the points part.
        uint differing = _codes[first] ^ _codes[end - 1];
        shift = Math.Min(shift, differing == 0 ? -2 : (31 - System.Numerics.BitOperations.LeadingZeroCount(differing)) & ~1);
        int own = _count++;
        if (own == _nodes.Length) Array.Resize(ref _nodes, 2 * own);
        float width = MathF.ScaleB(_side, ((shift + 2) / 2) - Levels);
        bool isLeaf = end - first <= LeafSize || shift < 0;
        double x = 0, y = 0;
        if (isLeaf)
        {
            for (int i = first; i < end; i++) (x, y) = (x + _x[i], y + _y[i]);
        }
        else
        {
            for (int from = first; from < end;)
            {
                // Codes rise: a quarter ends where the next one begins.
                uint last = _codes[from] | ((1u << shift) - 1);
                int to = from + 1;
                for (int step = 1; to < end && _codes[to] <= last; step *= 2) to = Math.Min(end, to + step);
                to = Behind(from, to, last);
                int child = _count;
                Add(from, to, shift - 2);
                (x, y) = (x + ((double)_nodes[child].X * (to - from)), y + ((double)_nodes[child].Y * (to - from)));
                from = to;
            }
        }
        _nodes[own] = new((float)(x / (end - first)), (float)(y / (end - first)), width * width, first, end, _count, isLeaf, shift < 0 && end - first > LeafSize);
    }

    /// <summary>The first place behind <paramref name="from"/> and not behind <paramref name="to"/> whose code is above <paramref name="last"/>.</summary>
    private int Behind(int from, int to, uint last)
    {
        (int low, int high) = (from, to);
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (_codes[middle] <= last) low = middle;
            else high = middle;
        }
        return high;
    }

    /// <summary>By eight bits at a time, lowest first.</summary>
    private void Sort()
    {
        Span<int> starts = stackalloc int[257];
        (uint[] codes, int[] order, uint[] codesTo, int[] orderTo) = (_codes, _order, _codesSpare, _orderSpare);
        for (int shift = 0; shift < 32; shift += 8)
        {
            starts.Clear();
            foreach (uint code in codes) starts[(int)((code >> shift) & 255) + 1]++;
            for (int i = 0; i < 256; i++) starts[i + 1] += starts[i];
            for (int i = 0; i < codes.Length; i++)
            {
                int to = starts[(int)((codes[i] >> shift) & 255)]++;
                (codesTo[to], orderTo[to]) = (codes[i], order[i]);
            }
            (codes, codesTo, order, orderTo) = (codesTo, codes, orderTo, order);
        }
    }

    // A zero between any two bits.
    private static uint Spread(uint value)
    {
        value = (value | (value << 8)) & 0x00FF00FF;
        value = (value | (value << 4)) & 0x0F0F0F0F;
        value = (value | (value << 2)) & 0x33333333;
        return (value | (value << 1)) & 0x55555555;
    }

    /// <summary>A square.</summary>
    /// <param name="X">Mean of its points, across.</param>
    /// <param name="Y">Mean of its points, down.</param>
    /// <param name="Area">Of the square.</param>
    /// <param name="First">Its first point on the curve.</param>
    /// <param name="End">The one behind its last.</param>
    /// <param name="Next">The first square that is not within it.</param>
    /// <param name="IsLeaf">Whether nothing is within it.</param>
    /// <param name="IsOnePlace">Whether its points are many and lie all but on each other.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Node(float X, float Y, float Area, int First, int End, int Next, bool IsLeaf, bool IsOnePlace);
}
