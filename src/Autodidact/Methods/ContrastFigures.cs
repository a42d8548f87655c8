using Autodidact.Engine;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>What logits whose first column is the right one tell about a contrast.</summary>
internal static class ContrastFigures
{
    /// <summary>Similarities, how often the right one is the highest, and what chance would cost.</summary>
    /// <param name="logits"><c>[batch, 1 + negatives]</c>: similarities divided by the temperature.</param>
    public static IReadOnlyList<Measure> Of(Tensor logits, double temperature)
    {
        using NoGradient guard = new();
        Tensor positive = logits.Narrow(1, 0, 1), negatives = logits.Narrow(1, 1, logits.Size(1) - 1);
        return
        [
            new(FigureNames.PositiveSimilarity, positive.Mean() * temperature),
            new(FigureNames.NegativeSimilarity, negatives.Mean() * temperature),
            new(FigureNames.ContrastAccuracy, (positive - negatives.Amax([1], keepdim: true)).Gt(0).To(logits.Type).Mean()),
            Measure.Of("negatives", negatives.Size(1)),
            Measure.Of(FigureNames.ChanceLoss, Math.Log(logits.Size(1))),
        ];
    }

    /// <summary>
    /// How much nearer queries are to keys of other samples of their own batch than to keys from before, in standard deviations of the
    /// latter: about 0, unless batch norm tells which keys were computed together with the query.
    /// </summary>
    /// <param name="queries"><c>[batch, dimension]</c>.</param>
    /// <param name="keys"><c>[batch, dimension]</c>, row by row those of the queries.</param>
    /// <param name="earlier"><c>[count, dimension]</c>, unit length: the newest keys of batches before.</param>
    public static Measure BatchSignature(Tensor queries, Tensor keys, Tensor earlier)
    {
        using NoGradient guard = new();
        using FullPrecision full = new(queries.Device);
        Tensor query = Geometry.Normalize(FullPrecision.Of(queries)), own = query.Matmul(Geometry.Normalize(FullPrecision.Of(keys)).T());
        Tensor before = query.Matmul(FullPrecision.Of(earlier).To(query.Type).T()).Flatten();
        double others = (double)own.Size(0) * Math.Max(1, own.Size(0) - 1);
        Tensor mean = (own.Sum() - own.Diagonal().Sum()) / others;
        return new(FigureNames.BatchSignature, (mean - before.Mean()) / before.Std([0L], unbiased: false).ClampMin(1e-12));
    }
}
