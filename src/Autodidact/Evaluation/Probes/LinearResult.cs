namespace Autodidact.Evaluation.Probes;

/// <summary>What a linear classifier predicted.</summary>
/// <param name="Predictions">The class of each test row; -1 of one that is not finite, which is a prediction of no class.</param>
/// <param name="Hits">Rows predicted rightly.</param>
/// <param name="Loss">Mean negative log-likelihood of the labels of finite rows, in nats.</param>
public sealed record LinearResult(int[] Predictions, int Hits, double Loss)
{
    /// <summary>Share of rows predicted rightly, 0..1.</summary>
    public double Accuracy => Predictions.Length == 0 ? 0 : (double)Hits / Predictions.Length;
}
