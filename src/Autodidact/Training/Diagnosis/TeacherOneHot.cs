using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>The teacher gives every sample the same answer, and is sure of it.</summary>
internal sealed class TeacherOneHot : FailureMode
{
    private const double Most = 0.8;

    public override string Name => "teacher_one_hot";

    protected override string Cause => "nothing keeps one output of the teacher from winning: centring is off, or follows too slowly";

    protected override string Change => "switch centring on (method.centering=true), or raise the teacher temperature";

    protected override int Grace => 50;

    protected override string? Evidence(Look look) =>
        look[FigureNames.TeacherDivergence] > Most * look[FigureNames.ChanceLoss] ? $"the mean answer of the teacher is {Look.Text(look[FigureNames.TeacherDivergence])} nats from even, and {Look.Text(look[FigureNames.ChanceLoss])} is one output for all" : null;
}
