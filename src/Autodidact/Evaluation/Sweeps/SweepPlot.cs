using Autodidact.Evaluation.Charts;
using Autodidact.Evaluation.Comparison;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>A sweep as a picture: a line over one setting, a map over two, dots for any other number.</summary>
public static class SweepPlot
{
    /// <summary>Draws the sweep; null before any run is done.</summary>
    public static string? Draw(SweepResult sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        (SweepPoint Point, Estimate Score)[] done = [.. sweep.Points.Where(point => point.Score is not null).Select(point => (point, point.Score!))];
        if (done.Length == 0) return null;
        bool isShare = sweep.Score == SweepRunner.KnnScore;
        double scale = isShare ? 100 : 1;
        string title = $"{(isShare ? "kNN accuracy, %" : "RankMe")}, {sweep.Data}", intervals = done.Any(point => point.Score.Over == Estimate.Seeds)
            ? $"95 % intervals over {done.Max(point => point.Score.N)} seeds" : isShare ? "one seed; 95 % intervals over test pictures" : "one seed";
        (string, double)[] lines = [.. sweep.Baselines.Where(row => row.Knn is not null).Select(row => (ComparisonPlot.Name(row, sweep.Baselines), 100 * row.Knn!.Value))];
        DotRow Row(SweepPoint point, Estimate score, string name) => new(name, scale * score.Value, scale * score.Low, scale * score.High, Cost.Of(point.Gigaflops, point.Seconds));
        switch (sweep.Axes)
        {
            case [SweepAxis axis]:
                return LineChart.Draw(title, intervals, axis.Setting, [.. done.Select(point => Row(point.Point, point.Score, point.Point.Settings[axis.Setting]))], lines);
            case [SweepAxis down, SweepAxis across]:
                Dictionary<(int, int), (double, double?)> cells = [];
                foreach ((SweepPoint point, Estimate score) in done)
                {
                    (int, int) place = (down.Values.ToList().IndexOf(point.Settings[down.Setting]), across.Values.ToList().IndexOf(point.Settings[across.Setting]));
                    cells[place] = (scale * score.Value, scale * Math.Max((score.High - score.Value) ?? double.NaN, (score.Value - score.Low) ?? double.NaN) is double half && double.IsFinite(half) ? half : null);
                }

                string beside = string.Concat(lines.Select(line => FormattableString.Invariant($"; {line.Item1} {line.Item2:0.0}")));
                return HeatMap.Draw(title, intervals + beside, (down.ShortName, down.Values), (across.ShortName, across.Values), cells);
            default:
                return DotPlot.Draw(title, $"{intervals}; at the right, arithmetic and time of training",
                    [.. done.OrderByDescending(point => point.Score.Value).Select(point => Row(point.Point, point.Score, Name(sweep, point.Point)))], lines);
        }
    }

    private static string Name(SweepResult sweep, SweepPoint point) =>
        sweep.Axes.Count == 0 ? "the recipe" : string.Join(' ', sweep.Axes.Select(axis => $"{axis.ShortName}={point.Settings[axis.Setting]}"));
}
