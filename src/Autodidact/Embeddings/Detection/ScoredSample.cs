namespace Autodidact.Embeddings.Detection;

/// <summary>How strange a sample is.</summary>
/// <param name="Id">As the source names it.</param>
/// <param name="Score">By the score that decides; higher is stranger.</param>
/// <param name="PValue">The share of normal samples that would score as high; at the allowed rate of false alarms or below it is called strange.</param>
/// <param name="Alarm">Whether it is called strange.</param>
/// <param name="Class">Its class; null for none.</param>
/// <param name="IsNormal">Whether it is normal; null where nobody knows.</param>
/// <param name="Scores">All scores by their names; without those that could not be computed.</param>
public sealed record ScoredSample(string Id, double Score, double PValue, bool Alarm, string? Class, bool? IsNormal, IReadOnlyDictionary<string, double> Scores);
