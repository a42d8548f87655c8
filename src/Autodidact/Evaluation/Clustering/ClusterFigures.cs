using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Clustering;

/// <summary>How far clusters agree with classes, in three figures.</summary>
/// <param name="Accuracy">ACC, 0..1 (<see cref="ClusterAgreement.Accuracy"/>).</param>
/// <param name="Nmi">NMI, 0..1 (<see cref="MutualInformation.Normalized"/>).</param>
/// <param name="Ari">ARI, at most 1 (<see cref="ClusterAgreement.AdjustedRand"/>).</param>
internal readonly record struct ClusterFigures(double Accuracy, double Nmi, double Ari)
{
    // Steps that the matching of clusters with classes may take over all draws: some ten seconds.
    private const double MostSteps = 1e10;
    private const int FewestDraws = 50;

    /// <summary>Each figure with its name in results.</summary>
    public static readonly (string Metric, Func<ClusterFigures, double> Of)[] All = [("acc", figures => figures.Accuracy), ("nmi", figures => figures.Nmi), ("ari", figures => figures.Ari)];

    /// <summary>The figures of a table.</summary>
    public static ClusterFigures Of(Contingency table)
    {
        ClusterAgreement agreement = new(table);
        return new(agreement.Accuracy, new MutualInformation(table).Normalized, agreement.AdjustedRand);
    }

    /// <summary>The bootstrap's draws for a table of this size: 500, fewer where matching so many clusters with so many classes takes long, and never fewer than 50.</summary>
    public static int Draws(int clusters, int classes) =>
        (int)Math.Clamp(MostSteps / ((double)clusters * classes * Math.Min(clusters, classes)), FewestDraws, Bootstrap.UsualDraws);

    /// <summary>The figures of the bootstrap's draws of samples, in turn: no table of them is kept.</summary>
    /// <param name="table">Clusters beside classes.</param>
    /// <param name="clusters">The cluster of each sample.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="cancel">Checked between draws.</param>
    public static ClusterFigures[] Drawn(Contingency table, int[] clusters, int[] labels, ulong seed, CancellationToken cancel)
    {
        ClusterFigures[] drawn = new ClusterFigures[Draws(table.Clusters, table.Classes)];
        int[] oneGroup = new int[labels.Length];
        for (int draw = 0; draw < drawn.Length; draw++)
        {
            cancel.ThrowIfCancellationRequested();
            drawn[draw] = Of(table.Resampled(clusters, labels, Bootstrap.Times(oneGroup, seed, draw)));
        }

        return drawn;
    }
}
