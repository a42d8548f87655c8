using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>Embeddings differ, but along few directions (Jing et al. 2022, arXiv:2110.09348).</summary>
internal sealed class DimensionalCollapse : FailureMode
{
    private const double Least = 6, Share = 0.04, NotConstant = 0.1;

    public override string Name => "dimensional_collapse";

    protected override string Cause => "dimensions copy each other: the term that decorrelates them is too weak, or the views leave so little in common that few directions are enough";

    protected override string Change => "raise the weight of the covariance or redundancy term, lower the temperature, or use milder views";

    protected override int Grace => 60;

    protected override string? Evidence(Look look)
    {
        double rank = look[FigureNames.EffectiveRank], least = Math.Max(Least, Share * look[FigureNames.ObservedDimensions]);
        return rank < least && look[FigureNames.EmbeddingDeviation] >= NotConstant
            ? $"embeddings use {Look.Text(rank)} of {look[FigureNames.ObservedDimensions]} dimensions"
            : null;
    }
}
