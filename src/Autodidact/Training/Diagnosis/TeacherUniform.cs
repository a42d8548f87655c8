using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>The teacher gives every sample the same, even answer.</summary>
internal sealed class TeacherUniform : FailureMode
{
    private const double Most = 0.98;

    public override string Name => "teacher_uniform";

    protected override string Cause => "nothing sharpens the teacher: its temperature is not below that of the student";

    protected override string Change => "lower method.teacher_temperature (0.04 to 0.07, where the student has 0.1)";

    protected override int Grace => 50;

    protected override string? Evidence(Look look) =>
        look[FigureNames.TeacherEntropy] > Most * look[FigureNames.ChanceLoss] ? $"the entropy of the teacher is {Look.Text(look[FigureNames.TeacherEntropy])} of at most {Look.Text(look[FigureNames.ChanceLoss])}" : null;
}
