namespace Autodidact.Evaluation;

/// <summary>How far a measurement is.</summary>
/// <param name="Stage">What is being done, such as <c>features of encoder, train</c>.</param>
/// <param name="Done">Samples done in this stage.</param>
/// <param name="Total">Samples of this stage; 0 where they are not counted.</param>
public readonly record struct EvaluationProgress(string Stage, int Done, int Total);
