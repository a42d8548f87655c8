using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>The loss stays where it is when nothing is told apart: ln(2N - 1), ln K.</summary>
internal sealed class LossAtChance : FailureMode
{
    private const double Near = 0.02;

    public override string Name => "loss_at_chance";

    protected override string Cause => "the encoder sees no difference between samples: a learning rate that is much too high or low, a temperature that is too high, or inputs that normalisation makes equal";

    protected override string Change => "try a tenth of the learning rate, then ten times; check method.temperature; look at views.png";

    protected override int Grace => 100;

    protected override bool WaitsForWarmUp => true;

    protected override int Looks => 5;

    protected override string? Evidence(Look look) =>
        Math.Abs(look.Loss / look[FigureNames.ChanceLoss] - 1) < Near ? $"the loss is {Look.Text(look.Loss)}, and {Look.Text(look[FigureNames.ChanceLoss])} is what knowing nothing gives" : null;
}
