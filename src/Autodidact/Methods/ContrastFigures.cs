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
            new(FigureNames.TargetSimilarity, positive.Mean() * temperature),
            new(FigureNames.OtherSimilarity, negatives.Mean() * temperature),
            new(FigureNames.ContrastAccuracy, (positive - negatives.Amax([1], keepdim: true)).Gt(0).To(logits.Type).Mean()),
            Measure.Of(FigureNames.Negatives, negatives.Size(1)),
            Measure.Of(FigureNames.ChanceLoss, Math.Log(logits.Size(1))),
        ];
    }

    /// <summary>
    /// How much nearer queries are to keys of other samples of their own batch norm group than to those of other groups, in standard
    /// deviations of the latter: about 0, unless batch norm tells which keys were computed beside the query's own. Members of a small group repel each
    /// other, since their mean is taken off: the figure then is below 0.
    /// </summary>
    /// <param name="queries"><c>[batch, dimension]</c>, group after group.</param>
    /// <param name="keys"><c>[batch, dimension]</c>, row by row those of the queries.</param>
    /// <param name="groups">Groups of equal size, at least 2.</param>
    public static Measure BatchSignature(Tensor queries, Tensor keys, int groups)
    {
        using NoGradient guard = new();
        using FullPrecision full = new(queries.Device);
        Tensor similarity = FullPrecision.Of(queries).Normalize().Matmul(FullPrecision.Of(keys).Normalize().T());
        long batch = similarity.Size(0), size = batch / groups;
        Tensor group = Tensor.From([.. Enumerable.Range(0, (int)batch).Select(row => (double)(row / size))], batch).To(similarity.Device);
        Tensor together = (group.Reshape([-1, 1]) - group).Abs().Lt(0.5).To(similarity.Type);
        double own = groups * size * (size - 1), others = batch * (batch - size);
        Tensor beside = ((similarity * together).Sum() - similarity.Diagonal().Sum()) / own;
        Tensor apart = (similarity * (1 - together)).Sum() / others;
        Tensor spread = ((similarity - apart).Square() * (1 - together)).Sum() / others;
        return new(FigureNames.BatchSignature, (beside - apart) / spread.Sqrt().ClampMin(1e-12));
    }
}
