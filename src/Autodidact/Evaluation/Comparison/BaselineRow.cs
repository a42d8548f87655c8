namespace Autodidact.Evaluation.Comparison;

/// <summary>What features are worth that nothing was learned for.</summary>
/// <param name="Features">One of the names of <see cref="FeatureOrigin"/>.</param>
/// <param name="Backbone">The network's name for random initialisation; null for raw input.</param>
/// <param name="Knn">Accuracy of nearest neighbours, 0..1; null where it was not measured.</param>
/// <param name="Linear">Accuracy of the linear probe, 0..1.</param>
public sealed record BaselineRow(string Features, string? Backbone, Estimate? Knn, Estimate? Linear);
