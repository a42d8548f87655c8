namespace Autodidact.Evaluation;

/// <summary>One figure of a card.</summary>
/// <param name="Evaluation">Name of the evaluation, such as <c>knn</c>.</param>
/// <param name="Features">Whose features: one of the names of <see cref="FeatureOrigin"/>.</param>
/// <param name="Metric">What was measured, such as <c>accuracy</c>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end of its 95 % interval, over test samples where the settings name nothing else.</param>
/// <param name="High">Upper end of that interval.</param>
/// <param name="N">Test samples it was measured on.</param>
/// <param name="Settings">Hyperparameters it was measured with, given or chosen, by name.</param>
/// <param name="IsShare">Whether the figure is a share, 0..1, which people read in per cent; else it has a unit or range of its own.</param>
/// <param name="Details">Figures of parts that it is the mean of, or that say more about it, by name; null where there are none.</param>
public sealed record EvaluationRow(
    string Evaluation, string Features, string Metric, double Value, double Low, double High, int N, IReadOnlyDictionary<string, double> Settings, bool IsShare = true,
    IReadOnlyDictionary<string, double>? Details = null);
