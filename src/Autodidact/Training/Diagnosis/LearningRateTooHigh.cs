using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>Each step changes the weights by a large part of their length.</summary>
internal sealed class LearningRateTooHigh : FailureMode
{
    private const double Most = 0.05;

    public override string Name => "learning_rate_too_high";

    protected override string Cause => "the learning rate is too high for this batch and optimizer";

    protected override string Change => "lower optimizer.learning_rate by three to ten times, or lengthen the warm-up";

    protected override int Looks => 2;

    protected override string? Evidence(Look look) =>
        look[FigureNames.UpdateRatio] > Most ? $"a step changes the weights by {look[FigureNames.UpdateRatio]:P1} of their length; about 0.1 % to 1 % is usual" : null;
}
