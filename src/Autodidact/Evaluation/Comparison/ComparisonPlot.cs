using Autodidact.Evaluation.Charts;

namespace Autodidact.Evaluation.Comparison;

/// <summary>Accuracies of compared runs as a picture, with what each cost.</summary>
public static class ComparisonPlot
{
    /// <summary>Draws kNN accuracies, or those of the linear probe where there are none, in percent; null where neither was measured.</summary>
    public static string? Draw(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        bool isKnn = comparison.Rows.Any(row => row.Knn is not null);
        DotRow[] rows =
        [
            .. from row in comparison.Rows
               let figure = isKnn ? row.Knn : row.Linear
               where figure is not null
               select new DotRow(row.Name + (figure.N > 1 ? $" ({figure.N} seeds)" : ""), 100 * figure.Value, 100 * figure.Low, 100 * figure.High, Cost.Of(row.Gigaflops, row.Seconds)),
        ];
        (string, double)[] lines =
        [
            .. from baseline in comparison.Baselines
               let figure = isKnn ? baseline.Knn : baseline.Linear
               where figure is not null
               select (Name(baseline, comparison.Baselines), 100 * figure.Value),
        ];
        return rows.Length == 0 ? null : DotPlot.Draw(
            $"{(isKnn ? "kNN" : "Linear probe")} accuracy, %{(comparison.Data is null ? "" : $", {comparison.Data}")}",
            "95 % intervals, over seeds where there are several, else over test pictures; at the right, arithmetic and time of training",
            rows, lines);
    }

    internal static string Name(BaselineRow baseline, IReadOnlyList<BaselineRow> all) =>
        baseline.Features == FeatureOrigin.RawInput || all.Count(other => other.Features == baseline.Features) > 1 ? baseline.Name : "random initialisation";
}
