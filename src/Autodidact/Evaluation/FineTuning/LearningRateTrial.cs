namespace Autodidact.Evaluation.FineTuning;

/// <summary>How a learning rate did on the labels that were held out to choose on.</summary>
/// <param name="LearningRate">The highest one of the schedule.</param>
/// <param name="ValidationAccuracy">Share that was predicted rightly; null where the loss stopped being a number.</param>
/// <param name="ValidationLoss">Cross entropy, in nats; null where the loss stopped being a number.</param>
public sealed record LearningRateTrial(double LearningRate, double? ValidationAccuracy, double? ValidationLoss);
