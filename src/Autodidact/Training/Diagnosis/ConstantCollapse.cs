using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>All embeddings become one: the deviation of their dimensions goes to 0 (Chen and He 2021, arXiv:2011.10566, figure 2).</summary>
internal sealed class ConstantCollapse : FailureMode
{
    private const double Least = 0.1;

    // Batch norm holds embeddings apart by what is left of their differences, which then says nothing about samples.
    private const double Close = 0.4, ViewsApart = 0.8;

    public override string Name => "constant_collapse";

    protected override string Cause => "nothing in the objective keeps embeddings apart, or what should is switched off: stop gradient, predictor, variance term, negatives, centring; or the views are so strong that agreeing on nothing is the best answer";

    protected override string Change => "switch the guard of the method on again, or lower the learning rate if it came with a jump of the loss; with all guards on, use milder views";

    protected override int Grace => 30;

    protected override string? Evidence(Look look)
    {
        double deviation = look[FigureNames.EmbeddingDeviation];
        if (deviation < Least) return $"embeddings deviate by {Look.Text(deviation)} of an even spread; below {Least} they are all the same";
        return IsEmpty(look) ? $"embeddings deviate by {Look.Text(deviation)} of an even spread, and two views of a sample are {look.ViewsApart:P0} as far apart as two samples" : null;
    }

    /// <summary>Whether embeddings lie close together, and what tells them apart is not what sample they are of.</summary>
    public static bool IsEmpty(Look look) => look[FigureNames.EmbeddingDeviation] < Close && look.ViewsApart > ViewsApart;
}
