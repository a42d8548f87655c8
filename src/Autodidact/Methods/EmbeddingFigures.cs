using Autodidact.Engine;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>How the embeddings of a batch lie on the unit sphere, in a few numbers that cost next to nothing.</summary>
internal static class EmbeddingFigures
{
    // More samples would cost more time and tell nothing new.
    private const int MostSamples = 256;

    private const double UniformityScale = 2, Rounding = 1e-6, NoValue = 1e-6;

    /// <summary>The figures of one step that the method did not report itself.</summary>
    /// <param name="embeddings"><c>[views * batch, dimension]</c>, view-major, without a graph; not normalised.</param>
    /// <param name="batch">Samples, of all processes.</param>
    /// <param name="reported">What is known already.</param>
    public static IEnumerable<Measure> Of(Tensor embeddings, int batch, IReadOnlyList<Measure> reported)
    {
        using FullPrecision full = new(embeddings.Device);
        using NoGradient guard = new();
        int samples = Math.Min(batch, MostSamples);
        Tensor rows = FullPrecision.Of(embeddings).Normalize();
        Tensor first = rows.Narrow(0, 0, samples);
        List<Measure> figures =
        [
            new(FigureNames.EmbeddingDeviation, first.Std([0], unbiased: false).Mean() * Math.Sqrt(first.Size(1))),
            new(FigureNames.EffectiveRank, EffectiveRank(first)),
            Measure.Of(FigureNames.ObservedDimensions, Math.Min(samples - 1, first.Size(1))),
            new(FigureNames.Uniformity, Uniformity(first)),
        ];
        if (embeddings.Size(0) >= 2L * batch)
        {
            Tensor second = rows.Narrow(0, batch, samples);
            Tensor similarity = first.Matmul(second.T());
            Tensor positive = (first * second).Sum([1L]);
            figures.Add(new(FigureNames.Alignment, (2 - (2 * positive)).Mean()));
            figures.Add(new(FigureNames.PositiveSimilarity, positive.Mean()));
            figures.Add(new(FigureNames.NegativeSimilarity, (similarity.Sum() - positive.Sum()) / ((double)samples * Math.Max(1, samples - 1))));
            figures.Add(new(FigureNames.ContrastAccuracy, (positive - similarity.Amax([1])).Ge(-Rounding).To(first.Type).Mean()));
        }
        return figures.Where(figure => reported.All(known => known.Name != figure.Name));
    }

    /// <summary>The exponential of the entropy of the singular values' shares, rows centred (Roy and Vetterli 2007); 1 to the dimension.</summary>
    private static Tensor EffectiveRank(Tensor rows)
    {
        Tensor centred = rows - rows.Mean([0], keepdim: true);
        // Singular values by the smaller of the two products: a fraction of the time of a decomposition.
        Tensor product = rows.Size(0) < rows.Size(1) ? centred.Matmul(centred.T()) : centred.T().Matmul(centred);
        Tensor squares;
        try
        {
            squares = product.LinalgEigvalsh();
        }
        catch (EngineException)
        {
            return Tensor.Of(double.NaN);       // embeddings that are no numbers: the loss says so in its own words
        }
        // The root of what rounding leaves of zero would look like a value.
        Tensor values = (squares - (squares.Amax([0]) * NoValue)).ClampMin(0).Sqrt();
        Tensor shares = values / values.Sum().ClampMin(1e-30);
        return (shares * shares.ClampMin(1e-30).Log()).Sum().Neg().Exp();
    }

    /// <summary>ln of the mean of exp(-2 squared distance) over all pairs of rows (Wang and Isola 2020, arXiv:2005.10242, eq. 2): 0 where all are equal, the lower the more even.</summary>
    private static Tensor Uniformity(Tensor rows)
    {
        double count = rows.Size(0);
        Tensor near = ((rows.Matmul(rows.T()) - 1) * (2 * UniformityScale)).Exp();
        return ((near.Sum() - count) / (count * Math.Max(1, count - 1))).ClampMin(1e-30).Log();
    }
}
