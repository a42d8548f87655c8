using Autodidact.Data.Views;
using Autodidact.Evaluation;

namespace Autodidact.Tests.Evaluation;

/// <summary>Features of classes that lie around random centres.</summary>
internal static class Blobs
{
    /// <param name="count">Rows.</param>
    /// <param name="dimension">Numbers in a row.</param>
    /// <param name="classes">Centres; row i belongs to class i mod classes.</param>
    /// <param name="noise">Deviation of the rows from their centre; the centres' own is 1.</param>
    /// <param name="part">Another part has the same centres and other rows.</param>
    public static LabelledFeatures Make(int count, int dimension, int classes, double noise, int part = 0)
    {
        float[] values = new float[count * dimension];
        for (int row = 0; row < count; row++)
        {
            Draws centre = new(new DrawKey(7, 0, row % classes, 0), DrawPurpose.Other), own = new(new DrawKey(8, part, row, 1), DrawPurpose.Other);
            for (int i = 0; i < dimension; i++) values[(row * dimension) + i] = (float)(Normal(ref centre) + (noise * Normal(ref own)));
        }

        return new(values, dimension, [.. Enumerable.Range(0, count).Select(row => row % classes)], classes);
    }

    private static double Normal(ref Draws draws) =>
        Math.Sqrt(-2 * Math.Log(1 - draws.NextDouble())) * Math.Cos(2 * Math.PI * draws.NextDouble());
}
