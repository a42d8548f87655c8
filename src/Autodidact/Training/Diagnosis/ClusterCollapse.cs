using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>Nearly all samples fall to few prototypes.</summary>
internal sealed class ClusterCollapse : FailureMode
{
    private const double Least = 0.05;

    public override string Name => "cluster_collapse";

    protected override string Cause => "assignments are not balanced: Sinkhorn or centring is off, or prototypes moved before the embeddings had settled";

    protected override string Change => "balance assignments (method.sinkhorn=true), more Sinkhorn iterations, a smaller epsilon, or keep prototypes frozen for longer";

    protected override int Grace => 50;

    protected override string? Evidence(Look look) =>
        look[FigureNames.PrototypeUsage] < Least ? $"of all prototypes {look[FigureNames.PrototypeUsage]:P1} are used" : null;
}
