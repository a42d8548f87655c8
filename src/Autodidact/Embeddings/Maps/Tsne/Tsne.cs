using Autodidact.Configuration;
using Autodidact.Data.Views;
using Autodidact.Engine.Distributed;
using Autodidact.Evaluation;

namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>
/// T-distributed stochastic neighbour embedding: near rows lie near each other in the plane, and what is far lies anywhere. Van der Maaten and Hinton 2008; with far points taken together, van der Maaten
/// 2014. Steps and defaults as in scikit-learn 1.2.
/// </summary>
public static class Tsne
{
    private const double StartDeviation = 1e-4, NeighboursPerPerplexity = 3;

    /// <summary>Lays rows out.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; finite.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told how far it is, on the calling thread.</param>
    /// <param name="cancel">Ends the work early.</param>
    /// <exception cref="ArgumentException">There is no row, not whole rows, or a number that is none.</exception>
    /// <exception cref="ConfigurationException">The options are wrong.</exception>
    public static TsneResult Lay(ReadOnlyMemory<float> values, int dimension, TsneOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        options ??= new();
        OptionsChecker.ThrowIfWrong(options);
        int count = MapRows.Check(values.Span, dimension);
        float[] places = Start(values.Span, dimension, options);
        // Two rows are as near as any two can be.
        if (count < 3) return new(places, 0, 0);
        using ThreadTeam team = new(options.Threads ?? World.Current.Cores);
        progress?.Report(new("neighbours", 0, 0));
        // More near rows than there are others cannot be.
        double perplexity = options.Perplexity < count - 1 ? options.Perplexity : PerplexityFor(options.Perplexity, count);
        TsneForces forces = options.Angle == 0
            ? new ExactForces(JointProbabilities.Exact(values, dimension, perplexity, team).Joint, team)
            : new BarnesHutForces(JointProbabilities.Sparse(NeighbourTable.Find(values.Span, dimension, NeighboursFor(perplexity, count), team.Threads, done => progress?.Report(new("neighbours", done, count)), cancel), perplexity, team), options.Angle, team);
        return new TsneDescent(forces, places, options).Run((done, divergence) => progress?.Report(new(double.IsNaN(divergence) ? "steps" : $"steps (divergence {divergence:0.00})", done, options.Steps)), cancel);
    }

    /// <summary>The perplexity that so many rows bear: at most a third of the others, and above 1. With more, all rows are near all others.</summary>
    internal static double PerplexityFor(double wanted, int count) => Math.Max(1 + 1e-9, Math.Min(wanted, (count - 1) / NeighboursPerPerplexity));

    internal static int NeighboursFor(double perplexity, int count) => Math.Min(count - 1, (int)(NeighboursPerPerplexity * perplexity) + 1);

    private static float[] Start(ReadOnlySpan<float> values, int dimension, TsneOptions options)
    {
        int count = values.Length / dimension;
        if (options.RandomStart)
        {
            Draws draws = new(new DrawKey(options.Seed, 0, 0, 0), DrawPurpose.Map);
            float[] random = new float[2 * count];
            for (int i = 0; i < random.Length; i++) random[i] = (float)(StartDeviation * draws.NextNormal());
            return random;
        }
        double[] places = PlanarStart.Of(values, dimension);
        double squares = 0;
        for (int i = 0; i < places.Length; i += 2) squares += places[i] * places[i];
        double deviation = Math.Sqrt(squares / count);
        return [.. places.Select(place => deviation > 0 ? (float)(StartDeviation * place / deviation) : 0)];
    }
}
