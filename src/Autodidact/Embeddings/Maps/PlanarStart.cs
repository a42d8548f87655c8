using Autodidact.Embeddings.Components;

namespace Autodidact.Embeddings.Maps;

/// <summary>Rows on the plane of their first two principal components.</summary>
internal static class PlanarStart
{
    /// <summary>Places, <c>[rows, 2]</c>; where there are fewer than two components, what is missing is 0.</summary>
    public static double[] Of(ReadOnlySpan<float> values, int dimension) => WithShare(values, dimension).Places;

    /// <summary>Places, and the share of all variance that their plane holds, 0 to 1.</summary>
    public static (double[] Places, double Share) WithShare(ReadOnlySpan<float> values, int dimension)
    {
        int count = values.Length / dimension, components = Math.Min(2, Math.Min(count - 1, dimension));
        if (components < 1) return (new double[2 * count], 1);
        Pca pca = Pca.Fit(values, dimension, components);
        double[] places = pca.Transform(values);
        return (components == 2 ? places : [.. places.SelectMany(place => new[] { place, 0 })], pca.ExplainedVarianceRatio.Sum());
    }
}
