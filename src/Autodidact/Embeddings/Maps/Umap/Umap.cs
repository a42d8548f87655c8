using Autodidact.Configuration;
using Autodidact.Data.Views;
using Autodidact.Engine.Distributed;
using Autodidact.Evaluation;

namespace Autodidact.Embeddings.Maps.Umap;

/// <summary>
/// Uniform manifold approximation and projection: rows whose neighbourhoods overlap lie near each other in the plane. McInnes, Healy and Melville 2018, arXiv:1802.03426; steps and defaults as in
/// their program, umap-learn 0.5.
/// </summary>
public static class Umap
{
    private const int ManyRows = 10_000, ManyEpochs = 500, FewEpochs = 200;
    private const double Side = 10, Jitter = 1e-4;

    /// <summary>Lays rows out.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; finite.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told how far it is, on the calling thread.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <returns>Places in the plane, <c>[rows, 2]</c>.</returns>
    /// <exception cref="ArgumentException">There is no row, not whole rows, or a number that is none.</exception>
    /// <exception cref="ConfigurationException">The options are wrong.</exception>
    public static float[] Lay(ReadOnlySpan<float> values, int dimension, UmapOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        options ??= new();
        OptionsChecker.ThrowIfWrong(options);
        int count = MapRows.Check(values, dimension), neighbours = Math.Min(options.Neighbours, count) - 1;
        if (count == 1) return [0, 0];
        using ThreadTeam team = new(options.Threads ?? World.Current.Cores);
        progress?.Report(new("neighbours", 0, 0));
        NeighbourTable table = NeighbourTable.Find(values, dimension, neighbours, team.Threads, done => progress?.Report(new("neighbours", done, count)), cancel);
        progress?.Report(new("first places", 0, 0));
        SparseGraph graph = Graph(table, team);
        float[] places = Start(SpectralLayout.Of(graph, values, dimension, options.Seed, team, cancel), options.Seed);
        int epochs = options.Epochs ?? (count <= ManyRows ? ManyEpochs : FewEpochs);
        return new UmapDescent(graph, places, options, UmapCurve.Fit(options.MinDist, options.Spread), epochs, team)
            .Run(done => progress?.Report(new("passes", done, epochs)), cancel);
    }

    /// <summary>The fuzzy union of what all rows say of their neighbours: <c>a + b - a b</c> (arXiv:1802.03426, algorithm 1).</summary>
    internal static SparseGraph Graph(NeighbourTable neighbours, ThreadTeam team) =>
        SparseGraph.Symmetric(neighbours, SmoothDistances.Weights(neighbours, team), static (one, other) => one + other - (one * other));

    /// <summary>First places in a square of ten by ten, no two of them the same.</summary>
    private static float[] Start(double[] layout, ulong seed)
    {
        double largest = Math.Max(layout.Max(Math.Abs), double.Epsilon);
        Draws draws = new(new DrawKey(seed, 0, 3, 0), DrawPurpose.Map);
        double[] places = [.. layout.Select(place => (Side * place / largest) + (Jitter * draws.NextNormal()))];
        for (int axis = 0; axis < 2; axis++)
        {
            (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
            for (int i = axis; i < places.Length; i += 2) (low, high) = (Math.Min(low, places[i]), Math.Max(high, places[i]));
            for (int i = axis; i < places.Length; i += 2) places[i] = Side * (places[i] - low) / (high - low);
        }
        return Array.ConvertAll(places, place => (float)place);
    }
}
