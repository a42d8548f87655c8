namespace Autodidact.Evaluation.Probes;

/// <summary>A fitted linear probe and how its penalty was chosen.</summary>
/// <param name="Classifier">Takes raw, not standardised, features.</param>
/// <param name="L2">The chosen penalty.</param>
/// <param name="ValidationAccuracy">Its accuracy on the validation rows when it was chosen, 0..1; NaN where no row could be held out.</param>
/// <param name="ValidationCount">Validation rows.</param>
/// <param name="Iterations">Steps of the final fit, on all training rows.</param>
/// <param name="Temperature">What divides the scores of the chosen penalty so that they say best how sure it may be, fitted on the validation rows; 1 where there are none.</param>
public sealed record LinearProbeFit(LinearClassifier Classifier, double L2, double ValidationAccuracy, int ValidationCount, int Iterations, double Temperature = 1);
