namespace Autodidact.Embeddings.Detection;

/// <summary>What one score says of held-out normal samples and of new ones.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Settings">What it was fitted with.</param>
/// <param name="Held">Scores of held-out normal samples; NaN for those that cannot be read.</param>
/// <param name="Scored">Scores of the new samples; NaN for those that cannot be read.</param>
internal sealed record MethodScores(string Method, IReadOnlyDictionary<string, double> Settings, double[] Held, double[] Scored);
