namespace Autodidact.Evaluation.Probes;

/// <summary>What nearest neighbours predicted.</summary>
/// <param name="Predictions">The class of each test row.</param>
/// <param name="Hits">Rows whose class got the most votes.</param>
/// <param name="HitsAmongFive">Rows whose class is among the five with the most votes; a class without votes never is.</param>
public sealed record KnnResult(int[] Predictions, int Hits, int HitsAmongFive)
{
    /// <summary>Share of rows predicted rightly, 0..1.</summary>
    public double Accuracy => Share(Hits);

    /// <summary>Share of rows whose class is among the first five, 0..1.</summary>
    public double AccuracyAmongFive => Share(HitsAmongFive);

    private double Share(int hits) => Predictions.Length == 0 ? 0 : (double)hits / Predictions.Length;
}
