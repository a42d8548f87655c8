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

    [GoldenCases(File, "cluster_#")]
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
        // The file's table is square, whatever there is more of.
        int size = (int)golden.Expected("output/contingency").Shape[0];
        golden.Check("output/contingency", [.. Enumerable.Range(0, size * size).Select(i => (double)(i / size < agreement.Table.Clusters && i % size < agreement.Table.Classes ? agreement.Table[i / size, i % size] : 0))]);
    }

    [GoldenCases(File, "kmeans_digits")]
    private static void Lloyd(GoldenCase golden)
    {
        GoldenTensor x = golden.Input("x");
        KMeansFit fit = KMeans.Fit(x.ToTensor(), golden.Input("init").ToTensor(), golden.Integer("max_iter"));
        golden.Check("output/labels", fit.Labels);
        golden.Check("output/centers", fit.Centres);
        golden.Check("output/inertia", fit.Inertia);
        golden.Check("output/inertia_per_iteration", fit.Inertias);
        ClusterShape shape = new(x.Floats, (int)x.Shape[1], Array.ConvertAll(fit.Labels.ToArray<long>(), label => (int)label));
        golden.Check("output/silhouette", shape.Silhouette);
        golden.Check("output/calinski_harabasz", shape.CalinskiHarabasz);
        golden.Check("output/davies_bouldin", shape.DaviesBouldin);
        Assert.Equal(fit.Inertia, shape.Inertia, 1e-3);
    }

    [GoldenCases(File, "kmeanspp_digits_range")]
    private static void PlusPlus(GoldenCase golden)
    {
        Tensor x = golden.Other("kmeans_digits").Input("x").ToTensor();
        double[] reference = golden.Expected("output/inertia_min_median_max").Values;
        double[] inertias = [.. Enumerable.Range(0, 50).Select(seed => KMeans.Fit(x, x.IndexSelect(0, Tensor.From(KMeansStart.PlusPlus(x, golden.Integer("k"), (ulong)seed)))).Inertia).Order()];
        golden.LeaveOut("output/inertia_min_median_max", "it says between what figures random beginnings come out, which is held below");
        // Fifty draws of a distribution are not another fifty; half the width of the range is many times what their ends and middle scatter by.
        double width = (reference[2] - reference[0]) / 2;
        Assert.InRange(inertias[0], reference[0] - (0.1 * width), reference[1]);
        Assert.InRange((inertias[24] + inertias[25]) / 2, reference[1] - (width / 2), reference[1] + (width / 2));
        Assert.InRange(inertias[^1], reference[1], reference[2] + width);
    }

    [GoldenCases(File, "spherical_kmeans")]
    private static void Spherical(GoldenCase golden)
    {
        Tensor rows = golden.Input("x").ToTensor().Normalize(), centres = golden.Input("init").ToTensor();
        for (int iteration = 0; iteration < golden.Integer("iterations"); iteration++)
        {
            golden.Check($"output/labels_{iteration}", KMeans.Fit(rows, centres, most: 1, spherical: true).Labels);
            centres = KMeans.Lloyd(rows, centres, iterations: 1, spherical: true);
        }
        golden.Check("output/centers", centres);
    }

    private static int[] Integers(GoldenCase golden, string name) => Array.ConvertAll(golden.Input(name).Integers, value => (int)value);
}
