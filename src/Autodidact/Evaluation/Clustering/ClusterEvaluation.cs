using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Clustering;

/// <summary>
/// Whether classes are clusters: as many clusters as classes are found in the training part without its labels; test samples join the nearest, and are held against their classes.
/// Rows are scaled to length 1.
/// </summary>
public sealed class ClusterEvaluation : FeatureEvaluation
{
    /// <summary>Training samples that are clustered at most, drawn from all: agglomeration keeps all distances in memory.</summary>
    public const int MostRows = 20_000, MostAgglomerated = 5_000;

    private const int Seeds = 5, Restarts = 3;

    /// <inheritdoc/>
    public override string Name => "clusters";

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        (LabelledFeatures train, LabelledFeatures test) = (FiniteRows.Of(subject.Train), FiniteRows.Of(subject.Test));
        if (train.Count == 0 || test.Count == 0)
        {
            subject.Note($"clusters could not be measured on {subject.Origin}: not one feature vector is finite");
            yield break;
        }
        if (test.Count < subject.Test.Count)
            subject.Note($"clusters leaves out {subject.Test.Count - test.Count} of {subject.Test.Count} test samples: their features of {subject.Origin} are not finite numbers, so that they are near nothing");
        float[] values = UnitRows.Of(train.Values, train.Dimension), measured = UnitRows.Of(test.Values, test.Dimension);
        float[] fitted = Drawn(values, train.Dimension, MostRows), joined = Drawn(values, train.Dimension, MostAgglomerated);
        int classes = train.Labels.Distinct().Count(), k = Math.Min(classes, joined.Length / train.Dimension);
        ClusterFigures[] seeds = new ClusterFigures[Seeds];
        for (int seed = 0; seed < Seeds; seed++)
        {
            subject.Report("clusters: k-means", seed, Seeds);
            CentreClusters clusters = CentreClusters.Fit(fitted, train.Dimension, k, subject.Options.Seed + (ulong)seed, Restarts, subject.Cancel);
            seeds[seed] = ClusterFigures.Of(Contingency.Of(clusters.Assign(measured).Labels, test.Labels));
        }
        Dictionary<string, double> settings = new() { ["k"] = k, ["fitted_n"] = fitted.Length / train.Dimension, ["seeds"] = Seeds, ["restarts"] = Restarts };
        foreach ((string metric, Func<ClusterFigures, double> of) in ClusterFigures.All)
        {
            Interval interval = Interval.OfMean([.. seeds.Select(of)]);
            yield return new(Name, subject.Origin, $"kmeans_{metric}", seeds.Average(of), Math.Max(metric == "ari" ? -1 : 0, interval.Low), Math.Min(1, interval.High), test.Count, settings);
        }

        subject.Report("clusters: agglomeration");
        int[] cut = Dendrogram.Of(joined, train.Dimension, Linkage.Ward, subject.Cancel).Cut(k);
        int[] labels = CentreClusters.Of(joined, train.Dimension, cut).Assign(measured).Labels;
        Contingency table = Contingency.Of(labels, test.Labels);
        ClusterFigures figures = ClusterFigures.Of(table);
        ClusterFigures[] drawn = ClusterFigures.Drawn(table, labels, test.Labels, subject.Options.Seed, subject.Cancel);
        settings = new() { ["k"] = k, ["fitted_n"] = joined.Length / train.Dimension, ["draws"] = drawn.Length };
        foreach ((string metric, Func<ClusterFigures, double> of) in ClusterFigures.All)
        {
            Interval interval = Bootstrap.Of(of(figures), drawn.Select(of));
            yield return new(Name, subject.Origin, $"ward_{metric}", of(figures), interval.Low, interval.High, test.Count, settings);
        }
        subject.Note("clusters: found in the training part without labels, one a class; test samples join the cluster whose mean is nearest. Intervals of kmeans are over seeds, of ward over test samples. Which cluster stands for which class is matched on the test part");
    }

    /// <summary>At most so many rows, drawn from all.</summary>
    private static float[] Drawn(float[] values, int dimension, int most)
    {
        int[] rows = SampleDraw.Of(values.Length / dimension, most);
        float[] chosen = new float[rows.Length * dimension];
        for (int i = 0; i < rows.Length; i++) values.AsSpan(rows[i] * dimension, dimension).CopyTo(chosen.AsSpan(i * dimension));
        return chosen;
    }
}
