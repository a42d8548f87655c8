using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>All embeddings become one: the deviation of their dimensions goes to 0 (Chen and He 2021, arXiv:2011.10566, figure 2).</summary>
internal sealed class ConstantCollapse : FailureMode
{
    private const double Least = 0.1;

    public override string Name => "constant_collapse";

    protected override string Cause => "nothing in the objective keeps embeddings apart, or what should is switched off: stop gradient, predictor, variance term, negatives, centring";

    protected override string Change => "switch the guard of the method on again, or lower the learning rate if it came with a jump of the loss";

    protected override int Grace => 30;

    protected override string? Evidence(Look look) =>
        look[FigureNames.EmbeddingDeviation] < Least ? $"embeddings deviate by {Look.Text(look[FigureNames.EmbeddingDeviation])} of an even spread; below {Least} they are all the same" : null;
}
