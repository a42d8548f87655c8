using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>
/// Forces in a time that grows with n log n: near rows attract as the sparse p says, and far points push together, by the middle of their square (Barnes and Hut 1986; van der Maaten 2014, section 4.2).
/// </summary>
/// <remarks>
/// Eight points that follow each other on the curve walk through the tree together; a square stands for its points when it does so for all eight. Walks do not depend on each other, and their sums are added in
/// their order: the number of threads does not show.
/// </remarks>
internal sealed class BarnesHutForces : TsneForces
{
    private const int Group = 8;

    private readonly SparseGraph _joint;
    private readonly ThreadTeam _team;
    private readonly float _angle;
    private readonly QuadTree _tree;
    private readonly float[] _pushX, _pushY;
    private readonly double[] _sums, _divergences;
    private readonly Action<int, int> _push, _pull;
    private ReadOnlyMemory<float> _places;
    private Memory<float> _gradient;
    private float _exaggeration, _total;
    private bool _measures;

    /// <param name="joint">p of rows that are near each other, adding up to 1.</param>
    /// <param name="angle">How wide a square may look to stand for its points.</param>
    /// <param name="team">Who computes.</param>
    public BarnesHutForces(SparseGraph joint, double angle, ThreadTeam team)
    {
        (_joint, _team, _angle, _push, _pull) = (joint, team, (float)angle, Push, Pull);
        int count = joint.Count;
        (_tree, _pushX, _pushY) = (new(count), new float[count], new float[count]);
        (_sums, _divergences) = (new double[(count + Group - 1) / Group], new double[count]);
    }

    public override double Compute(ReadOnlyMemory<float> places, Memory<float> gradient, double exaggeration, bool measures)
    {
        (_places, _gradient, _exaggeration, _measures) = (places, gradient, (float)exaggeration, measures);
        _tree.Build(places.Span);
        _team.Over(_sums.Length, 8, _push);
        _total = (float)_sums.Sum();
        _team.Over(_joint.Count, 128, _pull);
        return measures ? _divergences.Sum() : double.NaN;
    }

    private void Push(int from, int to)
    {
        ReadOnlySpan<QuadTree.Node> nodes = _tree.Nodes;
        (float[] x, float[] y) = _tree.Places;
        ref float acrossPlaces = ref MemoryMarshal.GetArrayDataReference(x), downPlaces = ref MemoryMarshal.GetArrayDataReference(y);
        Vector256<float> one = Vector256<float>.One, reach = Vector256.Create(_angle * _angle);
        Span<float> lanes = stackalloc float[3 * Group];
        for (int group = from; group < to; group++)
        {
            int first = group * Group, end = Math.Min(first + Group, _joint.Count);
            Vector256<float> ownX = Vector256.LoadUnsafe(ref acrossPlaces, (nuint)first), ownY = Vector256.LoadUnsafe(ref downPlaces, (nuint)first);
            Vector256<float> pushX = Vector256<float>.Zero, pushY = pushX, sum = pushX;
            for (int at = 0; at < nodes.Length;)
            {
                ref readonly QuadTree.Node node = ref nodes[at];
                Vector256<float> dx = ownX - Vector256.Create(node.X), dy = ownY - Vector256.Create(node.Y), square = Vector256.FusedMultiplyAdd(dx, dx, dy * dy);
                bool isFar = Vector256.GreaterThanAll(square * reach, Vector256.Create(node.Area)) && (node.End <= first || node.First >= end);
                if (isFar || node.IsOnePlace)
                {
                    Vector256<float> near = one / (one + square), all = near * Vector256.Create((float)(node.End - node.First)), force = all * near;
                    sum += all;
                    pushX = Vector256.FusedMultiplyAdd(force, dx, pushX);
                    pushY = Vector256.FusedMultiplyAdd(force, dy, pushY);
                    at = node.Next;
                }
                else if (node.IsLeaf)
                {
                    for (int other = node.First; other < node.End; other++)
                    {
                        dx = ownX - Vector256.Create(x[other]);
                        dy = ownY - Vector256.Create(y[other]);
                        Vector256<float> near = one / (one + Vector256.FusedMultiplyAdd(dx, dx, dy * dy)), force = near * near;
                        sum += near;
                        pushX = Vector256.FusedMultiplyAdd(force, dx, pushX);
                        pushY = Vector256.FusedMultiplyAdd(force, dy, pushY);
                    }
                    at = node.Next;
                }
                else
                {
                    at++;
                }
            }
            pushX.CopyTo(lanes);
            pushY.CopyTo(lanes[Group..]);
            sum.CopyTo(lanes[(2 * Group)..]);
            // Each point met itself once, at distance 0.
            double total = first - end;
            for (int lane = 0; lane < end - first; lane++)
            {
                int point = _tree.Order[first + lane];
                (_pushX[point], _pushY[point]) = (lanes[lane], lanes[Group + lane]);
                total += lanes[(2 * Group) + lane];
            }
            _sums[group] = total;
        }
    }

    private void Pull(int from, int to)
    {
        ReadOnlySpan<float> places = _places.Span;
        Span<float> gradient = _gradient.Span;
        float share = 1 / _total;
        for (int row = from; row < to; row++)
        {
            (float ownX, float ownY, float pullX, float pullY) = (places[2 * row], places[(2 * row) + 1], 0, 0);
            ReadOnlySpan<int> ids = _joint.Ids.AsSpan(_joint.Starts[row], _joint.Starts[row + 1] - _joint.Starts[row]);
            ReadOnlySpan<float> weights = _joint.WeightsOf(row);
            for (int i = 0; i < ids.Length; i++)
            {
                (float x, float y) = (ownX - places[2 * ids[i]], ownY - places[(2 * ids[i]) + 1]);
                float force = weights[i] / (1 + (x * x) + (y * y));
                (pullX, pullY) = (pullX + (force * x), pullY + (force * y));
            }
            gradient[2 * row] = 4 * ((_exaggeration * pullX) - (share * _pushX[row]));
            gradient[(2 * row) + 1] = 4 * ((_exaggeration * pullY) - (share * _pushY[row]));
            if (_measures) _divergences[row] = Divergence(row, places);
        }
    }

    private double Divergence(int row, ReadOnlySpan<float> places)
    {
        double sum = 0;
        for (int edge = _joint.Starts[row]; edge < _joint.Starts[row + 1]; edge++)
        {
            (double x, double y) = ((double)places[2 * row] - places[2 * _joint.Ids[edge]], (double)places[(2 * row) + 1] - places[(2 * _joint.Ids[edge]) + 1]);
            sum += _joint.Weights[edge] * Math.Log(_joint.Weights[edge] * _total * (1 + (x * x) + (y * y)));
        }
        return sum;
    }
}
