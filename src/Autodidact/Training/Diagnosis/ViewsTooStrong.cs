using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>Views of one sample are no more alike than views of two: nothing is left in common.</summary>
internal sealed class ViewsTooStrong : FailureMode
{
    private const double Most = 0.85, MostAtChance = 0.6, AtChance = 0.05, NotConstant = 0.1;

    public override string Name => "views_too_strong";

    protected override string Cause => "the augmentations destroy what tells samples apart";

    protected override string Change => "use milder views: a larger views.min_scale, less views.jitter_strength; look at views.png";

    protected override int Grace => 100;

    protected override bool WaitsForWarmUp => true;

    protected override int Looks => 5;

    protected override string? Evidence(Look look)
    {
        // Where the loss says as well that nothing is told apart, less is enough.
        bool stuck = Math.Abs(look.Loss / look[FigureNames.ChanceLoss] - 1) < AtChance;
        return look.ViewsApart > (stuck ? MostAtChance : Most) && !ConstantCollapse.IsEmpty(look) && look[FigureNames.EmbeddingDeviation] >= NotConstant
            ? $"two views of a sample are {look.ViewsApart:P0} as far apart as two samples"
            : null;
    }
}
