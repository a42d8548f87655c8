using Autodidact.Embeddings.Clusters;
using Autodidact.Evaluation;
using Autodidact.Tests.Evaluation;
using Xunit;

namespace Autodidact.Tests.Embeddings;

public sealed class ClusterCountTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Clusters_that_lie_apart_are_counted(int clusters)
    {
        LabelledFeatures blobs = Blobs.Make(420, 16, clusters, noise: 0.2);
        IReadOnlyList<ClusterCandidate> curve = ClusterCount.Judge(UnitRows.Of(blobs.Values, 16), 16, most: 12, seed: 1);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10, 12], curve.Select(candidate => candidate.K));
        Assert.Equal(clusters, ClusterCount.Suggest(curve));
        ClusterCandidate right = curve.First(candidate => candidate.K == clusters);
        Assert.True(right is { Stability: > 0.99, Silhouette: > 0.5 }, $"{right}");
        Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.Second.Inertia < 1.05 * pair.First.Inertia));
    }

    [Fact]
    public void Few_rows_are_one_cluster_and_instability_outweighs_the_silhouette()
    {
        Assert.Equal(1, ClusterCount.Suggest(ClusterCount.Judge([1, 0, 0, 1, 1, 0], 2, most: 50, seed: 0)));
        Assert.Equal(3, ClusterCount.Suggest([new(2, 9, 0.30, 0.95), new(3, 8, 0.35, 0.92), new(4, 7, 0.60, 0.40)]));
    }
}
