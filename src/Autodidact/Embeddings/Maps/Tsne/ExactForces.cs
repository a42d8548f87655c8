namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>The forces between all pairs of points, in double precision.</summary>
/// <param name="joint">p, <c>[rows, rows]</c>, adding up to 1.</param>
/// <param name="team">Who computes.</param>
internal sealed class ExactForces(double[] joint, ThreadTeam team) : TsneForces
{
    // As scikit-learn has it: neither p nor q is taken for less.
    private const double Least = 2.220446049250313e-16;

    private readonly double[] _sums = new double[(int)Math.Sqrt(joint.Length)];

    public override double Compute(ReadOnlyMemory<float> places, Memory<float> gradient, double exaggeration, bool measures)
    {
        int count = _sums.Length;
        team.Over(count, 16, (from, to) =>
        {
            ReadOnlySpan<float> at = places.Span;
            for (int row = from; row < to; row++)
            {
                double sum = 0;
                for (int other = 0; other < count; other++)
                    if (other != row) sum += Nearness(at, row, other);
                _sums[row] = sum;
            }
        });
        double total = _sums.Sum();
        team.Over(count, 16, (from, to) =>
        {
            ReadOnlySpan<float> at = places.Span;
            for (int row = from; row < to; row++)
            {
                (double x, double y, double divergence) = (0, 0, 0);
                for (int other = 0; other < count; other++)
                {
                    if (other == row) continue;
                    double near = Nearness(at, row, other), p = joint[(row * count) + other], q = Math.Max(near / total, Least), force = 4 * ((exaggeration * p) - q) * near;
                    x += force * ((double)at[2 * row] - at[2 * other]);
                    y += force * ((double)at[(2 * row) + 1] - at[(2 * other) + 1]);
                    if (measures) divergence += p * Math.Log(Math.Max(p, Least) / q);
                }
                (gradient.Span[2 * row], gradient.Span[(2 * row) + 1], _sums[row]) = ((float)x, (float)y, divergence);
            }
        });
        return measures ? _sums.Sum() : double.NaN;
    }

    private static double Nearness(ReadOnlySpan<float> places, int one, int other)
    {
        (double x, double y) = ((double)places[2 * one] - places[2 * other], (double)places[(2 * one) + 1] - places[(2 * other) + 1]);
        return 1 / (1 + (x * x) + (y * y));
    }
}
