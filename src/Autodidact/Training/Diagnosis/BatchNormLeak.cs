using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>Batch norm marks which batch a sample came from, and the objective can be solved by the mark.</summary>
internal sealed class BatchNormLeak : FailureMode
{
    private const double Most = 0.4;

    public override string Name => "batch_norm_leak";

    protected override string Cause => "queries and keys share the statistics of their batch, and negatives come from others (He et al. 2020, arXiv:1911.05722, section 3.3)";

    protected override string Change => "switch shuffling on (method.shuffle=true), or share no statistics";

    protected override int Grace => 50;

    protected override int Looks => 5;

    protected override string? Evidence(Look look) =>
        Math.Abs(look[FigureNames.BatchSignature]) > Most ? $"queries are {Look.Text(look[FigureNames.BatchSignature])} standard deviations off: so much nearer are queries to other keys of their own batch norm group than to those of other groups" : null;
}
