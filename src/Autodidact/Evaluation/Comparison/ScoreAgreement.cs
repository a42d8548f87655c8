using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Comparison;

/// <summary>Whether a score that needs no labels orders the rows of a comparison as their accuracy of nearest neighbours does.</summary>
/// <param name="Score">Its name, such as <c>rankme</c>.</param>
/// <param name="Spearman">Spearman's rank correlation with the accuracy, -1 to 1, over means of seeds.</param>
/// <param name="Rows">How many have both.</param>
public sealed record ScoreAgreement(string Score, double Spearman, int Rows)
{
    // Two are always ordered alike or oppositely.
    private const int FewestRows = 3;

    internal static IEnumerable<ScoreAgreement> Of(IReadOnlyList<ComparisonRow> rows)
    {
        foreach ((string name, Func<ComparisonRow, Estimate?> score) in ((string, Func<ComparisonRow, Estimate?>)[])[(RankMeObserver.Figure, row => row.Rankme), (LidarObserver.Figure, row => row.Lidar)])
        {
            (double Score, double Accuracy)[] both = [.. rows.Where(row => score(row) is not null && row.Knn is not null).Select(row => (score(row)!.Value, row.Knn!.Value))];
            double correlation = RankCorrelation.Spearman([.. both.Select(pair => pair.Score)], [.. both.Select(pair => pair.Accuracy)]);
            if (both.Length >= FewestRows && double.IsFinite(correlation)) yield return new(name, correlation, both.Length);
        }
    }
}
