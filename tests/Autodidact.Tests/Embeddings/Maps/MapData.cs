using Autodidact.Data.Views;

namespace Autodidact.Tests.Embeddings.Maps;

/// <summary>Rows to lay out.</summary>
internal static class MapData
{
    /// <summary>Round clouds around random middles, one after the other; each row normal around its own.</summary>
    /// <param name="clouds">How many.</param>
    /// <param name="each">Rows of each.</param>
    /// <param name="dimension">Numbers in a row.</param>
    /// <param name="apart">How far the middles scatter, in deviations of a cloud.</param>
    public static float[] Clouds(int clouds, int each, int dimension, double apart)
    {
        Draws draws = new(new DrawKey(5, 0, 0, 0), DrawPurpose.Other);
        float[] values = new float[clouds * each * dimension], middle = new float[dimension];
        for (int i = 0; i < values.Length; i++)
        {
            if (i % (each * dimension) == 0)
                for (int column = 0; column < dimension; column++) middle[column] = (float)(apart * draws.NextNormal());
            values[i] = (float)(middle[i % dimension] + draws.NextNormal());
        }
        return values;
    }

    /// <summary>Share of the points whose nearest other point is of the same cloud.</summary>
    public static double Kept(float[] places, int each)
    {
        int count = places.Length / 2, kept = 0;
        for (int point = 0; point < count; point++)
        {
            int nearest = Enumerable.Range(0, count).Where(other => other != point).MinBy(other => Math.Pow(places[2 * point] - places[2 * other], 2) + Math.Pow(places[(2 * point) + 1] - places[(2 * other) + 1], 2));
            if (nearest / each == point / each) kept++;
        }
        return (double)kept / count;
    }
}
