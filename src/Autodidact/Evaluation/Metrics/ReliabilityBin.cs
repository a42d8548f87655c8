namespace Autodidact.Evaluation.Metrics;

/// <summary>Samples of which a classifier was about equally sure.</summary>
/// <param name="Low">Lowest confidence, not within, 0..1.</param>
/// <param name="High">Highest confidence, within.</param>
/// <param name="Count">Samples, at least 1.</param>
/// <param name="Confidence">Their mean confidence, 0..1.</param>
/// <param name="Accuracy">Share of them that was right, 0..1.</param>
public sealed record ReliabilityBin(double Low, double High, int Count, double Confidence, double Accuracy)
{
    /// <summary>How far what was said lies from what was so, 0..1.</summary>
    public double Gap => Math.Abs(Confidence - Accuracy);
}
