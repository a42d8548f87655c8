using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Sections;

/// <summary>Every figure of the run over its steps.</summary>
internal sealed class CurvesSection : ReportSection
{
    // What belongs together; a star stands for the rest of a name, as of gradient_norm_head. Whatever is not named here has a chart of its own at the end.
    private static readonly (string Part, string Title, string[] Figures, bool IsLogarithmic)[] s_charts =
    [
        ("Learning", "Loss", ["loss", "chance_loss", "loss_*", "*_loss"], false),
        ("Learning", "kNN accuracy", ["knn_accuracy"], false),
        ("Learning", "RankMe: dimensions that features use", ["rankme"], false),
        ("Learning", "LiDAR", ["lidar"], false),
        ("Learning", "Learning rate", ["learning_rate"], false),
        ("Embeddings", "Dimensions that embeddings use", ["effective_rank"], false),
        ("Embeddings", "Cosine of views", ["positive_similarity", "negative_similarity", "target_similarity", "other_similarity"], false),
        ("Embeddings", "Share of views whose partner is the nearest", ["contrast_accuracy"], false),
        ("Embeddings", "Deviation of embeddings: 1 is even, 0 is collapsed", ["embedding_deviation"], false),
        ("Embeddings", "Alignment and uniformity", ["alignment", "uniformity"], false),
        ("Embeddings", "Teacher: entropy and divergence, nats", ["teacher_entropy", "teacher_divergence"], false),
        ("Embeddings", "Teacher's momentum", ["teacher_momentum"], false),
        ("Embeddings", "Prototypes and codes in use", ["prototype_usage", "codebook_usage", "dead_codes", "restarted_codes"], false),
        ("Optimization", "Norm of gradients", ["gradient_norm", "gradient_norm_*"], true),
        ("Optimization", "Step over weights", ["update_ratio", "update_ratio_*"], true),
        ("Machine", "Samples a second", ["images_per_second"], false),
        ("Machine", "Share of time that waits for data", ["data_wait"], false),
    ];

    // Numbers of the recipe, and the axis itself.
    private static readonly HashSet<string> s_constants = ["epoch", "observed_dimensions", "smallest_batch", "negatives", "duplicates"];

    public override string Title => "Curves";

    public override string? Obstacle(ReportSubject subject) =>
        subject.Run is null ? "An encoder alone has no curves; name its run." : subject.Metrics.Count == 0 ? "The run has no figures yet (metrics.jsonl)." : null;

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        Dictionary<string, List<(double, double)>> all = [];
        foreach ((long step, IReadOnlyDictionary<string, double> figures) in subject.Metrics)
        {
            foreach ((string name, double value) in figures)
            {
                if (!all.TryGetValue(name, out List<(double, double)>? points)) all[name] = points = [];
                points.Add((step, value));
            }
        }
        foreach (string constant in s_constants) all.Remove(constant);
        yield return new Paragraph("What is under the pointer stands below each chart; drag over a stretch to enlarge it, click twice to see all.") { IsNote = true };
        foreach (IGrouping<string, (string Part, string Title, string[] Figures, bool IsLogarithmic)> part in s_charts.GroupBy(chart => chart.Part))
        {
            List<LinePlot> plots = [];
            foreach ((_, string title, string[] patterns, bool isLogarithmic) in part)
            {
                string[] names = [.. patterns.SelectMany(pattern => all.Keys.Where(name => Fits(name, pattern)).Order(StringComparer.Ordinal)).Distinct()];
                if (names.Length == 0) continue;
                bool positive = names.All(name => all[name].TrueForAll(point => point.Item2 > 0));
                plots.Add(new LinePlot(title, [.. names.Select(name => Series(name, all[name]))]) { IsLogarithmic = isLogarithmic && positive });
                foreach (string name in names) all.Remove(name);
            }
            if (plots.Count == 0) continue;
            yield return new Heading(part.Key, Heading.Part);
            yield return new PlotGrid(plots);
        }
        if (all.Count == 0) yield break;
        yield return new Heading("Others", Heading.Part);
        yield return new PlotGrid([.. all.OrderBy(figure => figure.Key, StringComparer.Ordinal).Select(figure => new LinePlot(Words(figure.Key), [Series(figure.Key, figure.Value)]))]);
    }

    private static LineSeries Series(string name, List<(double, double)> points) => new(Words(name), points) { IsSparse = points.Count <= 40 };

    private static bool Fits(string name, string pattern) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern.StartsWith('*') ? name.EndsWith(pattern[1..], StringComparison.Ordinal) : name == pattern;

    private static string Words(string name) => name.Replace('_', ' ');
}
