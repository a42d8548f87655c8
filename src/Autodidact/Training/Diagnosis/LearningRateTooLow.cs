using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>Steps are so small that the weights stay what they were.</summary>
internal sealed class LearningRateTooLow : FailureMode
{
    private const double Least = 1e-5;

    public override string Name => "learning_rate_too_low";

    protected override string Cause => "the learning rate is too low for this batch and optimizer";

    protected override string Change => "raise optimizer.learning_rate by ten times";

    protected override int Grace => 20;

    protected override int Looks => 5;

    protected override string? Evidence(Look look)
    {
        double atHighest = look[FigureNames.UpdateRatio] * look.HighestLearningRate / look.LearningRate;
        return atHighest < Least ? $"even at the highest learning rate a step changes the weights by {Look.Text(atHighest)} of their length" : null;
    }
}
