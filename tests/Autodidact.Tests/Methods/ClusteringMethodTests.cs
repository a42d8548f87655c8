using Autodidact.Configuration;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Clustering;
using Autodidact.Methods.Distillation;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>What SwAV and DeepCluster carry from step to step.</summary>
[Collection(EngineState.Name)]
public sealed class ClusteringMethodTests
{
    [Fact]
    public void Prototypes_stay_for_the_first_pass_then_move_and_keep_their_length()
    {
        using PrototypeRun run = new(new SwavOptions { Prototypes = 6, EmbeddingSize = 4, FreezePrototypesEpochs = 1 });
        float[] first = run.State("prototypes.weight");
        _ = run.Epoch().ToArray();
        Assert.Equal(first, run.State("prototypes.weight"), (one, other) => Math.Abs(one - other) < 1e-6);
        _ = run.Epoch().ToArray();
        float[] moved = run.State("prototypes.weight");
        Assert.True(first.Zip(moved, (one, other) => Math.Abs(one - other)).Max() > 1e-3);
        Assert.All(moved.Chunk(4), row => Assert.Equal(1, row.Sum(value => value * value), 1e-5));
    }

    [Fact]
    public void The_queue_begins_at_its_epoch_and_holds_the_newest_embeddings()
    {
        using PrototypeRun run = new(new SwavOptions { Prototypes = 6, EmbeddingSize = 4, QueueLength = 20, QueueFromEpoch = 1 });
        _ = run.Epoch().ToArray();
        Assert.Equal(0, run.State("queue.pushed")[0]);
        _ = run.Epoch().Take(2).ToArray();
        Assert.Equal(16, run.State("queue.pushed")[0]);
        float[] rows = run.State("queue.rows");
        Assert.Equal(2 * 20 * 4, rows.Length);
        foreach (float[][] view in rows.Chunk(4).Chunk(20))
        {
            Assert.All(view[..16], row => Assert.Equal(1, row.Sum(value => value * value), 1e-5));
            Assert.All(view[16..], row => Assert.All(row, value => Assert.Equal(0, value)));
        }
    }

    [Fact]
    public void A_full_queue_is_scored_with_the_prototypes_of_now()
    {
        using TensorScope scope = new();
        using EmbeddingQueue queue = new(1, 2, 2);
        Tensor scores = Tensor.Zeros([1, 2]);
        Assert.Equal(1, queue.Before(0, scores, Tensor.Eye(2)).Size(0));
        queue.Push(Tensor.From([1f, 0, 0, 1], 2, 2), 2);
        Assert.Equal([2, 3, 4, 5, 0, 0], queue.Before(0, scores, Tensor.From([2f, 4, 3, 5], 2, 2)).ToArray<float>());
    }

    [Fact]
    public void Without_Sinkhorn_samples_may_all_take_one_prototype()
    {
        using PrototypeRun balanced = new(new SwavOptions { Prototypes = 6, EmbeddingSize = 4 }), free = new(new SwavOptions { Prototypes = 6, EmbeddingSize = 4, Sinkhorn = false });
        Assert.NotEqual(balanced.Epoch().First().Figures["loss"], free.Epoch().First().Figures["loss"], 1e-3);
    }

    [Fact]
    public void Samples_that_were_seen_are_clustered_when_a_pass_ends()
    {
        DeepClusterOptions options = new() { Clusters = 5, Heads = 2, EmbeddingSize = 4 };
        using PrototypeRun run = new(options), again = new(options);
        float[] random = run.State("memory.centres");
        (Dictionary<string, double>, int[] Samples)[] steps = [.. run.Epoch()];
        HashSet<int> seen = [.. steps.SelectMany(step => step.Samples)];
        Assert.Equal(PrototypeRun.StepsPerEpoch * PrototypeRun.Batch, seen.Count);

        foreach (float[] labels in run.State("memory.labels").Chunk(PrototypeRun.Samples))
        {
            for (int sample = 0; sample < labels.Length; sample++)
                Assert.Equal(seen.Contains(sample), labels[sample] is >= 0 and < 5);
        }
        Assert.NotEqual(random, run.State("memory.centres"));
        Assert.All(run.State("memory.centres").Chunk(4), row => Assert.Equal(1, row.Sum(value => value * value), 1e-5));
        _ = again.Epoch().ToArray();
        Assert.Equal(run.State("memory.centres"), again.State("memory.centres"));
        Assert.Equal(run.State("memory.labels"), again.State("memory.labels"));
        Assert.All(run.Epoch().Select(step => step.Figures["loss"]), loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public void The_memory_holds_each_sample_s_own_embedding()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(1);
        using ClusterMemory memory = new(views: 2, samples: 6, size: 2, heads: 2, clusters: 2);
        // View 0 tells even samples from odd ones, view 1 the first three from the others; sample 5 is never seen.
        memory.Remember(Tensor.From([4L, 0, 1, 3, 2]), Tensor.From([1f, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0], 10, 2));
        memory.Cluster(iterations: 5, seed: 0, epoch: 0);
        long[] labels = memory.Labels.ToArray<long>();
        (long[] first, long[] second) = (labels[..6], labels[6..]);
        Assert.Equal([-1, -1], [first[5], second[5]]);
        Assert.True(first[0] == first[2] && first[2] == first[4] && first[1] == first[3] && first[0] != first[1]);
        Assert.True(second[0] == second[1] && second[1] == second[2] && second[3] == second[4] && second[0] != second[3]);
    }

    [Fact]
    public void There_are_no_more_clusters_than_samples()
    {
        using PrototypeRun run = new(new DeepClusterOptions { Clusters = 1000, EmbeddingSize = 4 });
        Assert.Equal(PrototypeRun.Samples, ((DeepCluster)run.Method).Clusters);
        Assert.Equal(Math.Log(PrototypeRun.Samples), run.Epoch().First().Figures[FigureNames.ChanceLoss], 1e-6);
    }

    [Fact]
    public void Small_views_show_small_parts_and_large_ones_the_rest()
    {
        IReadOnlyList<ViewPlan> plans = new SwavOptions { LocalViews = 3, LocalSize = 12, LocalScale = 0.25 }.Plans(32, new ViewOptions { MinScale = 0.1 });
        Assert.Equal([32, 32, 12, 12, 12], plans.Select(plan => plan.Size));
        Assert.Contains("0.25", plans[0].ToString().Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("0.1", plans[2].ToString().Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal(16, new SwavOptions { LocalViews = 1 }.Plans(32, new ViewOptions())[2].Size);
        Assert.Equal(2, new SwavOptions { LocalViews = 0 }.Plans(32, new ViewOptions()).Count);
        Assert.Equal([32, 32, 32], new SwavOptions { LocalViews = 1, LocalSize = 32 }.Plans(32, new ViewOptions()).Select(plan => plan.Size));
        ConfigurationException larger = Assert.Throws<ConfigurationException>(() => new DinoOptions { LocalViews = 1, LocalSize = 33 }.PlansFor(32, new ViewOptions()));
        Assert.Contains("method.local_size = 33: must be at most 32", larger.Message, StringComparison.Ordinal);
    }
}
