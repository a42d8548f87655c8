using Autodidact.Engine;
using Autodidact.Engine.Search;
using Autodidact.Objectives;

namespace Autodidact.Evaluation.Clustering;

/// <summary>Clusters that are points: a row belongs to the nearest one. Found by k-means.</summary>
public sealed class CentreClusters
{
    private const int MostIterations = 300;

    // What is subtracted from rows before they are compared: distances are differences of squares, which are exact around zero.
    private readonly float[] _mean;

    private CentreClusters(float[] centres, float[] mean, int dimension, double inertia) => (Centres, _mean, Dimension, Inertia) = (centres, mean, dimension, inertia);

    /// <summary>The centres, <c>[clusters, dimension]</c>, row-major, in the rows' own coordinates.</summary>
    public float[] Centres { get; }

    /// <summary>Numbers in a row.</summary>
    public int Dimension { get; }

    /// <summary>Clusters there are.</summary>
    public int Count => Centres.Length / Dimension;

    /// <summary>The summed squared distance of the fitted rows to their centres.</summary>
    public double Inertia { get; }

    /// <summary>The best of several k-means, each from centres of its own (<see cref="KMeansStart"/>): the one with the least inertia.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major, finite, at least one row.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="clusters">Clusters wanted, 1 to the number of rows.</param>
    /// <param name="seed">Decides where the runs begin.</param>
    /// <param name="restarts">Runs, at least 1.</param>
    /// <param name="cancel">Checked before each assignment.</param>
    /// <exception cref="ArgumentException">There are not whole rows, fewer than clusters, or one that is not finite.</exception>
    public static CentreClusters Fit(ReadOnlySpan<float> values, int dimension, int clusters, ulong seed, int restarts = 5, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(restarts, 1);
        int count = values.Length / dimension;
        if (values.Length % dimension != 0 || count < clusters)
            throw new ArgumentException($"{values.Length} numbers are not {clusters} or more rows of {dimension}, as {clusters} clusters take.", nameof(values));
        if (FiniteRows.Find(values, dimension).Length < count) throw new ArgumentException("A row is not finite; leave out such rows (FiniteRows).", nameof(values));
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From(values, count, dimension), mean = rows.Mean([0], dtype: ScalarType.Float64).To(ScalarType.Float32);
        rows -= mean;
        CentreClusters? best = null;
        for (int attempt = 0; attempt < restarts; attempt++)
        {
            using TensorScope inner = new();
            long[] start = KMeansStart.PlusPlus(rows, clusters, seed, attempt);
            KMeansFit fit = KMeans.Fit(rows, rows.IndexSelect(0, Tensor.From<long>(start, start.Length)), MostIterations, cancel: cancel);
            if (best is null || fit.Inertia < best.Inertia)
                best = new((fit.Centres + mean).ToArray<float>(), mean.ToArray<float>(), dimension, fit.Inertia);
        }
        return best!;
    }

    /// <summary>Clusters whose centres are the means of rows that somebody else put together.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major.</param>
    /// <param name="dimension">Numbers in a row.</param>
    /// <param name="labels">The cluster of each row, each of 0 to the largest at least once.</param>
    public static CentreClusters Of(ReadOnlySpan<float> values, int dimension, ReadOnlySpan<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (labels.IsEmpty || values.Length != (long)labels.Length * dimension) throw new ArgumentException($"{values.Length} numbers are not {labels.Length} rows of {dimension}, one or more.", nameof(values));
        int clusters = 1;
        foreach (int label in labels) clusters = Math.Max(clusters, label + 1);
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From(values, labels.Length, dimension), mean = rows.Mean([0], dtype: ScalarType.Float64).To(ScalarType.Float32);
        Tensor own = Tensor.From<long>(Array.ConvertAll(labels.ToArray(), label => (long)label), labels.Length);
        rows -= mean;
        (Tensor sums, Tensor counts) = NearestCentre.Gather(rows, own, clusters);
        Tensor centres = sums / counts.Unsqueeze(1);
        double inertia = (rows - centres.IndexSelect(0, own)).Square().Sum(dtype: ScalarType.Float64).Item<double>();
        return new((centres + mean).ToArray<float>(), mean.ToArray<float>(), dimension, inertia);
    }

    /// <summary>The nearest centre of every row, and how far it is (Euclidean).</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; perhaps others than were fitted.</param>
    /// <returns><c>[rows]</c> each.</returns>
    public (int[] Labels, float[] Distances) Assign(ReadOnlySpan<float> values)
    {
        if (values.Length % Dimension != 0) throw new ArgumentException($"{values.Length} numbers are not whole rows of {Dimension}.", nameof(values));
        if (values.IsEmpty) return ([], []);
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor mean = Tensor.From<float>(_mean, Dimension);
        (Tensor labels, Tensor distances) = NearestCentre.Find(Tensor.From(values, values.Length / Dimension, Dimension) - mean, Tensor.From(Centres, Count, Dimension) - mean);
        return (Array.ConvertAll(labels.ToArray<long>(), label => (int)label), distances.Sqrt().ToArray<float>());
    }
}
