using Autodidact.Engine;
using Autodidact.Evaluation.Clustering;
using Autodidact.Evaluation.Metrics;
using Autodidact.Objectives;
using Xunit;

namespace Autodidact.Tests.Golden;

/// <summary>Binds agreements of clusters with classes, and k-means.</summary>
internal static class ClusteringMetricsGolden
{
    private const string File = "metrics_clustering";

    // Of fifty draws, so many come to lie beyond the end of another fifty once in ten thousand times; and so few on one side of their middle.
    private const int Draws = 50, MostBeyond = 13, FewestBesideMiddle = 7;

    [GoldenCases(File, "cluster_*")]
    private static void Agreement(GoldenCase golden)
    {
        int[] clusters = Integers(golden, "clusters"), labels = Integers(golden, "labels");
        ClusterAgreement agreement = new(Contingency.Of(clusters, labels));
        MutualInformation information = new(agreement.Table);
        golden.Check("output/acc", agreement.Accuracy);
        golden.Check("output/purity", agreement.Purity);
        golden.Check("output/ari", agreement.AdjustedRand);
        golden.Check("output/fowlkes_mallows", agreement.FowlkesMallows);
        golden.Check("output/mutual_information", information.Value);
        golden.Check("output/nmi_arithmetic", information.Normalized);
        golden.Check("output/nmi_geometric", information.OverGeometricMean);
        golden.Check("output/nmi_max", information.OverLarger);
        golden.Check("output/nmi_min", information.OverSmaller);
        golden.Check("output/ami", information.Adjusted);
        golden.Check("output/homogeneity_completeness_v", [information.Homogeneity, information.Completeness, information.VMeasure]);
        if (golden.Expects("output/contingency")) CheckTable(golden, clusters, labels);
    }

    [GoldenCases(File, "kmeans_*")]
    private static void Lloyd(GoldenCase golden)
    {
        GoldenTensor x = golden.Input("x");
        // In double precision, where rows of few digits lie as far from two centres as they do on paper: the first of them then takes the row, as in the reference.
        Tensor rows = x.ToTensor().To(ScalarType.Float64), init = golden.Input("init").ToTensor().To(ScalarType.Float64);
        int moves = Moves(golden, rows, init);
        // The reference assigns rows once more when it runs out of iterations.
        KMeansFit fit = KMeans.Fit(rows, init, moves + 1);
        golden.Check("output/labels", fit.Labels);
        golden.Check("output/centers", fit.Centres);
        golden.Check("output/inertia", fit.Inertia);
        golden.Check("output/inertia_per_iteration", fit.Inertias.AsSpan(0, Math.Min(fit.Inertias.Length, moves)));
        // In single precision rows are centred, as the library does it before it clusters them.
        Tensor mean = rows.Mean([0], keepdim: true);
        golden.Check("output/inertia", KMeans.Fit((rows - mean).To(ScalarType.Float32), (fit.Centres - mean).To(ScalarType.Float32), most: 1).Inertia);
        if (!golden.Expectations.Intersect(["output/silhouette", "output/calinski_harabasz", "output/davies_bouldin"]).Any()) return;
        ClusterShape shape = new(x.Floats, (int)x.Shape[1], Array.ConvertAll(fit.Labels.ToArray<long>(), label => (int)label));
        golden.Check("output/silhouette", shape.Silhouette);
        golden.Check("output/calinski_harabasz", shape.CalinskiHarabasz);
        golden.Check("output/davies_bouldin", shape.DaviesBouldin);
    }

    [GoldenCases(File, "kmeanspp_*")]
    private static void PlusPlus(GoldenCase golden)
    {
        Tensor x = golden.Holder("x", "kmeans_digits").Input("x").ToTensor();
        x -= x.Mean([0], keepdim: true);
        double[] reference = golden.Expected("output/inertia_min_median_max").Values;
        double[] inertias = [.. Enumerable.Range(0, Draws).Select(seed => KMeans.Fit(x, x.IndexSelect(0, Tensor.From(KMeansStart.PlusPlus(x, golden.Integer("k"), (ulong)seed)))).Inertia)];
        golden.LeaveOut("output/inertia_min_median_max", "it says between what figures random beginnings come out, which is held below");
        // Whatever the distribution is, another fifty draws of it come to lie so. Where all beginnings lead to one end, all are equal up to rounding.
        double rounding = golden.Tolerance * reference[2];
        Assert.InRange(inertias.Count(inertia => inertia < reference[0] - rounding), 0, MostBeyond);
        Assert.InRange(inertias.Count(inertia => inertia > reference[2] + rounding), 0, MostBeyond);
        Assert.InRange(inertias.Count(inertia => inertia <= reference[1] + rounding), FewestBesideMiddle, Draws);
        Assert.InRange(inertias.Count(inertia => inertia >= reference[1] - rounding), FewestBesideMiddle, Draws);
    }

    [GoldenCases(File, "spherical_kmeans*")]
    private static void Spherical(GoldenCase golden)
    {
        Tensor rows = golden.Input("x").ToTensor().Normalize(), centres = golden.Input("init").ToTensor().Normalize();
        for (int iteration = 0; iteration < golden.Integer("iterations"); iteration++)
        {
            golden.Check($"output/labels_{iteration}", KMeans.Fit(rows, centres, most: 1, spherical: true).Labels);
            centres = KMeans.Lloyd(rows, centres, iterations: 1, spherical: true);
        }
        golden.Check("output/centers", centres);
    }

    // Rows are clusters. The shipped tables are square, whatever there is more of; one too small for the numbers themselves has a line for each that occurs.
    private static void CheckTable(GoldenCase golden, int[] clusters, int[] labels)
    {
        (int rows, int columns) = ((int)golden.Expected("output/contingency").Shape[0], (int)golden.Expected("output/contingency").Shape[1]);
        Contingency table = Contingency.Of(clusters.Max() < rows ? clusters : Dense(clusters), labels.Max() < columns ? labels : Dense(labels));
        golden.Check("output/contingency", [.. Enumerable.Range(0, rows * columns).Select(i => (double)(i / columns < table.Clusters && i % columns < table.Classes ? table[i / columns, i % columns] : 0))]);
    }

    private static int[] Dense(int[] values)
    {
        int[] used = [.. values.Distinct().Order()];
        return Array.ConvertAll(values, value => Array.BinarySearch(used, value));
    }

    // Moves until the limit, or until centres shift less than the tolerance, a share of the columns' mean variance (scikit-learn).
    private static int Moves(GoldenCase golden, Tensor rows, Tensor centres)
    {
        int most = golden.Integer("max_iter");
        double still = golden.Number("tol", 0) * (rows - rows.Mean([0], keepdim: true)).Square().Mean([0L, 1L]).Item<double>();
        for (int moves = 1; moves < most && still > 0; moves++)
        {
            Tensor next = KMeans.Lloyd(rows, centres, iterations: 1, spherical: false);
            if ((next - centres).Square().Sum([0L, 1L]).Item<double>() <= still) return moves;
            centres = next;
        }
        return most;
    }

    private static int[] Integers(GoldenCase golden, string name) => Array.ConvertAll(golden.Input(name).Integers, value => (int)value);
}
