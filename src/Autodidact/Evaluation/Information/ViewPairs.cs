using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;

namespace Autodidact.Evaluation.Information;

/// <summary>Features of two views of each of some samples.</summary>
public sealed class ViewPairs
{
    /// <param name="first">Features of the first views <c>[count, dimension]</c>, row-major.</param>
    /// <param name="second">Features of the second views, of the same samples in the same order.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <exception cref="ArgumentException">The two do not fit together.</exception>
    public ViewPairs(float[] first, float[] second, int dimension)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (first.Length != second.Length || first.Length % dimension != 0)
            throw new ArgumentException($"{first.Length} and {second.Length} numbers are not two views of the same samples of {dimension} numbers each.", nameof(second));
        (First, Second, Dimension) = (first, second, dimension);
    }

    /// <summary>Features of the first views <c>[count, dimension]</c>.</summary>
    public float[] First { get; }

    /// <summary>Features of the second views <c>[count, dimension]</c>.</summary>
    public float[] Second { get; }

    /// <summary>Numbers in a row.</summary>
    public int Dimension { get; }

    /// <summary>Pairs.</summary>
    public int Count => First.Length / Dimension;

    /// <summary>Some of the pairs, in their order.</summary>
    public ViewPairs Slice(int start, int count) => new(
        First.AsSpan(start * Dimension, count * Dimension).ToArray(), Second.AsSpan(start * Dimension, count * Dimension).ToArray(), Dimension);

    /// <summary>Embeds two random views of each picture that can be read.</summary>
    /// <param name="encoder">Its network is used as it is.</param>
    /// <param name="source">The pictures.</param>
    /// <param name="first">How the first view is made.</param>
    /// <param name="second">How the second view is made.</param>
    /// <param name="seed">Decides the views.</param>
    /// <param name="loader">Batch and threads.</param>
    /// <param name="done">Told how many views are done.</param>
    /// <param name="cancel">Ends the reading early.</param>
    internal static ViewPairs Read(Encoder encoder, ImageSource source, ViewPlan first, ViewPlan second, ulong seed, LoaderOptions loader, Action<int>? done, CancellationToken cancel)
    {
        return new(Pass(first, 2 * seed, 0), Pass(second, (2 * seed) + 1, source.Count), encoder.FeatureSize);

        float[] Pass(ViewPlan plan, ulong draws, int before)
        {
            List<float> values = new(source.Count * encoder.FeatureSize);
            foreach (FeatureBatch batch in new FeatureReader(source, plan, encoder.Embed, loader with { Seed = draws }).Batches(cancel))
            {
                values.AddRange(batch.Values);
                done?.Invoke(before + (values.Count / encoder.FeatureSize));
            }

            return [.. values];
        }
    }
}
