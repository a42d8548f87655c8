namespace Autodidact.Evaluation.FineTuning;

/// <summary>How far fine-tuning is.</summary>
/// <param name="Stage">What is being done, such as <c>seed 0, choosing: learning rate 0.001</c>.</param>
/// <param name="Step">Steps done, over all that is to be done.</param>
/// <param name="Steps">Steps of all that is to be done.</param>
/// <param name="Loss">Of the last step; not a number while something is measured.</param>
/// <param name="SamplesPerSecond">Over the last seconds.</param>
/// <param name="TimeLeft">Until the end, at this speed; zero where it is not known yet.</param>
public readonly record struct FineTuningProgress(string Stage, long Step, long Steps, double Loss, double SamplesPerSecond, TimeSpan TimeLeft);
