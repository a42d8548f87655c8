using Autodidact.Evaluation;
using Autodidact.Evaluation.Clustering;
using Autodidact.Evaluation.Metrics;
using Xunit;

namespace Autodidact.Tests.Evaluation.Clustering;

public sealed class DendrogramTests
{
    // What SciPy 1.10 makes of these rows: linkage(x, method), and fcluster(..., 'maxclust') of its tree.
    private static readonly float[] s_rows =
    [
        1.79f, 0.87f, 0.05f, -1.86f, -0.55f, -0.18f, -0.08f, -1.25f, -0.02f, -0.48f, -2.63f, 0.44f, 0.88f, 3.42f, 0.03f, -0.4f, -1.09f, -0.77f, 0.98f, -2.2f, -0.59f,
        3.79f, 3.97f, 0.12f, 2.98f, -0.43f, 0.31f, 3.84f, -0.54f, -0.12f, 4.75f, 4.95f, -0.62f, 3.37f, -0.61f, -1.21f, 3.08f, -1.05f, 0.56f, 3.87f, -2.25f, 0.32f,
    ];

    private static readonly double[] s_ward = [0.675944, 0.830963, 1.15708, 1.558717, 1.791861, 1.83777, 1.94552, 2.202013, 2.707582, 2.835505, 5.302367, 8.593793, 11.322822];

    private static readonly double[] s_average = [0.675944, 0.830963, 1.054, 1.53846, 1.558717, 1.656719, 1.768847, 1.886619, 2.366529, 2.581682, 3.587405, 3.966745, 5.940662];

    [Fact]
    public void Heights_are_those_of_scipy()
    {
        Same(s_ward, Linkage.Ward);
        Same(s_average, Linkage.Average);

        static void Same(double[] expected, Linkage linkage)
        {
            double[] heights = [.. Dendrogram.Of(s_rows, 3, linkage).Merges.Select(merge => merge.Height)];
            Assert.Equal(expected.Length, heights.Length);
            for (int i = 0; i < heights.Length; i++) Assert.Equal(expected[i], heights[i], 1e-4);
        }
    }

    [Theory]
    [InlineData(Linkage.Ward, 2, "12221221221222")]
    [InlineData(Linkage.Ward, 3, "13331331221222")]
    [InlineData(Linkage.Ward, 5, "25442441331333")]
    [InlineData(Linkage.Average, 2, "22221221221222")]
    [InlineData(Linkage.Average, 3, "32221221331333")]
    [InlineData(Linkage.Average, 5, "53332331441444")]
    public void Clusters_are_those_of_scipy(Linkage linkage, int clusters, string expected)
    {
        int[] labels = Dendrogram.Of(s_rows, 3, linkage).Cut(clusters);
        Assert.Equal(1, new ClusterAgreement(Contingency.Of(labels, [.. expected.Select(letter => letter - '1')])).AdjustedRand, 1e-12);
        Assert.Equal(clusters, labels.Distinct().Count());
        Assert.Equal(0, labels[0]);
    }

    [Fact]
    public void Merges_name_what_they_join()
    {
        Dendrogram tree = Dendrogram.Of(s_rows, 3);
        Assert.Equal((8, 12, 2), (tree.Merges[0].First, tree.Merges[0].Second, tree.Merges[0].Size));
        Assert.Equal((9, 14, 3), (tree.Merges[2].First, tree.Merges[2].Second, tree.Merges[2].Size));
        Assert.Equal((24, 25, 14), (tree.Merges[^1].First, tree.Merges[^1].Second, tree.Merges[^1].Size));
    }

    [Fact]
    public void Equal_rows_and_single_ones_have_trees_too()
    {
        Assert.Equal([0], Dendrogram.Of([1, 2], 2).Cut(1));
        Dendrogram equal = Dendrogram.Of(new float[60], 2, Linkage.Average);
        Assert.All(equal.Merges, merge => Assert.Equal(0, merge.Height));
        Assert.Equal(7, equal.Cut(7).Distinct().Count());
    }

    [Fact]
    public void Blobs_are_found()
    {
        LabelledFeatures blobs = Blobs.Make(1200, 16, 6, noise: 0.2);
        foreach (Linkage linkage in Enum.GetValues<Linkage>())
            Assert.Equal(1, new ClusterAgreement(Contingency.Of(Dendrogram.Of(blobs.Values, 16, linkage).Cut(6), blobs.Labels)).Accuracy);
        CentreClusters centres = CentreClusters.Fit(blobs.Values, 16, 6, seed: 1);
        Assert.Equal(1, new ClusterAgreement(Contingency.Of(centres.Assign(blobs.Values).Labels, blobs.Labels)).Accuracy);
        Assert.Equal(centres.Inertia, CentreClusters.Of(blobs.Values, 16, blobs.Labels).Inertia, 1e-2);
    }
}
