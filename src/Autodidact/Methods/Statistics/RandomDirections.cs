using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Methods.Statistics;

/// <summary>Directions that an objective looks along, new ones at every step.</summary>
public static class RandomDirections
{
    /// <summary>
    /// Uniform on the sphere, columns of length 1, <c>[dimension, count]</c> in fp64. A pure function of seed and step: processes that share a batch look along the same
    /// ones, and a resumed run along those it would have had.
    /// </summary>
    public static Tensor At(int dimension, int count, ulong seed, long step)
    {
        Draws draws = new(new DrawKey(seed, 0, step, 0), DrawPurpose.Direction);
        double[] values = new double[dimension * count];
        for (int i = 0; i < values.Length; i++)
            values[i] = draws.NextNormal();
        Tensor normal = Tensor.From(values, dimension, count);
        return normal / normal.LinalgVectorNorm(2, [0L], keepdim: true);
    }
}
