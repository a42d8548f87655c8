using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Comparison;

/// <summary>Whether a score that needs no labels orders runs as their accuracy of nearest neighbours does.</summary>
/// <param name="Score">Its name, such as <c>rankme</c>.</param>
/// <param name="Spearman">Spearman's rank correlation with the accuracy, -1 to 1, over runs.</param>
/// <param name="Runs">How many have both.</param>
public sealed record ScoreAgreement(string Score, double Spearman, int Runs)
{
    // Two runs are always ordered alike or oppositely.
    private const int FewestRuns = 3;

    internal static IEnumerable<ScoreAgreement> Of(IReadOnlyList<RunFigures> runs)
    {
        foreach ((string name, Func<RunFigures, double?> score) in ((string, Func<RunFigures, double?>)[])[(RankMeObserver.Figure, run => run.Rankme), (LidarObserver.Figure, run => run.Lidar)])
        {
            (double Score, double Accuracy)[] both = [.. runs.Where(run => score(run) is not null && run.Accuracy("knn") is not null).Select(run => (score(run)!.Value, run.Accuracy("knn")!.Value.Value))];
            double correlation = RankCorrelation.Spearman([.. both.Select(pair => pair.Score)], [.. both.Select(pair => pair.Accuracy)]);
            if (both.Length >= FewestRuns && double.IsFinite(correlation)) yield return new(name, correlation, both.Length);
        }
    }
}
