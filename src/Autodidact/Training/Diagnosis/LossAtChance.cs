using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>The loss stays where it is when nothing is told apart: ln(2N - 1), ln K.</summary>
internal sealed class LossAtChance : FailureMode
{
    private const double Near = 0.02;

    // A loss that falls by more from look to look is on its way through.
    private const double Falls = 0.0015;

    private double _before = double.NaN;

    public override string Name => "loss_at_chance";

    protected override string Cause => "the encoder sees no difference between samples: a learning rate that is much too high or low, a temperature that is too high, or inputs that normalisation makes equal";

    protected override string Change => "try a tenth of the learning rate, then ten times; check method.temperature where there is one; look at views.png or views.txt";

    protected override int Grace => 100;

    protected override bool WaitsForWarmUp => true;

    protected override int Looks => 5;

    protected override string? Evidence(Look look)
    {
        double chance = look[FigureNames.ChanceLoss];
        bool falls = _before - look.Loss > Falls * chance;
        _before = look.Loss;
        return !falls && Math.Abs((look.Loss / chance) - 1) < Near ? $"the loss is {Look.Text(look.Loss)}, and {Look.Text(chance)} is what knowing nothing gives" : null;
    }
}
