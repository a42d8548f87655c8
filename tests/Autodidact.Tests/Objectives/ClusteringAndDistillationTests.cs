using Autodidact.Engine;
using Autodidact.Engine.Search;
using Autodidact.Objectives;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Objectives;

/// <summary>Objectives over clusters and teachers: gradients, what the losses are worth where nothing is known, and what must not matter.</summary>
[Collection(EngineState.Name)]
public sealed class ClusteringAndDistillationTests
{
    private const int Batch = 4, Clusters = 5;

    /// <summary>Objectives as functions of free inputs; what carries no gradient by intention is fixed.</summary>
    private static readonly Dictionary<string, Func<(Func<Tensor[], Tensor> Loss, Tensor[] Inputs)>> s_objectives = new()
    {
        ["swapped prediction"] = () =>
        {
            (int, Tensor)[] codes = [(0, Distributions(Batch)), (1, Distributions(Batch))];
            return (inputs => SwappedPrediction.Loss(inputs[0], 3, codes, 0.3), [Random(3 * Batch, Clusters)]);
        },
        ["cluster prediction"] = () =>
        {
            Tensor clusters = Tensor.From([0L, 2, -1, 4, 1, 1, 3, -1], 2, Batch);
            return (inputs => ClusterPrediction.Loss(inputs[0], clusters, 0.3), [Random(2, 3, Batch, Clusters)]);
        },
        ["self-distillation"] = () =>
        {
            Tensor targets = Distributions(2 * Batch);
            return (inputs => SelfDistillation.Loss(inputs[0], 3, targets, 2, 0.3), [Random(3 * Batch, Clusters)]);
        },
        ["masked patches"] = () =>
        {
            Tensor targets = Distributions(2, 3), mask = Tensor.From([0L, 1, 1, 0, 0, 0], 2, 3);
            return (inputs => SelfDistillation.MaskedPatches(inputs[0], targets, mask, 0.3), [Random(2, 3, Clusters)]);
        },
        ["masked tokens"] = () =>
        {
            Tensor targets = Distributions(3), mask = Tensor.From([0L, 1, 1, 1, 0, 0], 2, 3);
            return (inputs => SelfDistillation.MaskedTokens(inputs[0], targets, mask, 0.3), [Random(3, Clusters)]);
        },
        ["soft targets"] = () =>
        {
            Tensor targets = Distributions(Batch);
            return (inputs => SoftTargets.CrossEntropy(inputs[0], targets, 0.3), [Random(Batch, Clusters)]);
        },
        ["KoLeo"] = () => (inputs => KoLeo.Loss(inputs[0]), [Random(6, 4)]),
        ["MSN, cross-entropy"] = () =>
        {
            Tensor targets = Distributions(Batch);
            return (inputs => MaskedSiamese.CrossEntropy(MaskedSiamese.LogAssignments(inputs[0], inputs[1], 0.3), targets), [Random(2 * Batch, 6), Random(Clusters, 6)]);
        },
        ["MSN, mean entropy"] = () => (inputs => MaskedSiamese.MeanEntropyDeficit(MaskedSiamese.LogAssignments(inputs[0], inputs[1], 0.3)), [Random(2 * Batch, 6), Random(Clusters, 6)]),
        ["PMSN, power law"] = () => (inputs => MaskedSiamese.PowerLawDivergence(MaskedSiamese.LogAssignments(inputs[0], inputs[1], 0.3), 0.25), [Random(2 * Batch, 6), Random(Clusters, 6)]),
        ["SCAN"] = () => (inputs => Scan.Loss(inputs[0], inputs[1], 2), [Random(Batch, Clusters), Random(Batch, Clusters)]),
        ["SCAN, self-labels"] = () =>
        {
            Tensor weak = Random(Batch, Clusters) * 3;
            return (inputs => Scan.SelfLabel(weak, inputs[0], 0.5, balanced: true), [Random(Batch, Clusters)]);
        },
        ["TEMI"] = () =>
        {
            Tensor teacher = Distributions(2 * Batch), classes = Distributions(1).Flatten();
            return (inputs => Temi.Loss(inputs[0].Softmax(1), teacher, classes, 0.6, Temi.Weights([teacher, teacher])), [Random(2 * Batch, Clusters)]);
        },
        ["TEMI's SCAN"] = () =>
        {
            Tensor teacher = Distributions(2 * Batch);
            return (inputs => Temi.Scan(inputs[0].Softmax(1), teacher, 5), [Random(2 * Batch, Clusters)]);
        },
        ["FixMatch"] = () =>
        {
            (Tensor labels, Tensor counts) = FixMatch.PseudoLabels(Random(Batch, Clusters) * 3, 1, 0.5);
            return (inputs => FixMatch.Unlabelled(inputs[0], labels, counts), [Random(Batch, Clusters)]);
        },
        ["knowledge distillation"] = () =>
        {
            Tensor teacher = Random(Batch, Clusters), labels = Tensor.From([0L, 3, 1, 4]);
            return (inputs => KnowledgeDistillation.Loss(inputs[0], teacher, labels, 3, 0.7), [Random(Batch, Clusters)]);
        },
    };

    public static TheoryData<string> Objectives => [.. s_objectives.Keys];

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Gradients_are_those_of_finite_differences(string objective)
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(3);
        (Func<Tensor[], Tensor> loss, Tensor[] inputs) = s_objectives[objective]();
        GradientCheck.Holds(loss, inputs);
    }

    [Fact]
    public void Where_nothing_is_known_each_loss_is_the_logarithm_of_the_clusters()
    {
        using TensorScope scope = new();
        Tensor equal = Tensor.Zeros([2 * Batch, Clusters], ScalarType.Float64), targets = Distributions(2 * Batch);
        Tensor[] losses =
        [
            SwappedPrediction.Loss(equal, 2, [(0, targets.Narrow(0, 0, Batch))], 0.1),
            SelfDistillation.Loss(equal, 2, targets, 2, 0.1),
            ClusterPrediction.Loss(equal.Reshape([1, 2, Batch, Clusters]), Tensor.Zeros([1, Batch], ScalarType.Int64), 0.1),
        ];
        Assert.All(losses, loss => Assert.Equal(Math.Log(Clusters), loss.Item<double>(), 1e-12));
    }

    [Fact]
    public void Assignments_use_every_row_once_and_all_prototypes_alike()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(4);
        // A first prototype that all rows like best would take them all without the scaling.
        Tensor scores = (Tensor.Rand([40, Clusters], ScalarType.Float64) * 2) - 1;
        scores.Select(1, 0).AddInPlace(1);
        Tensor codes = Sinkhorn.Assign(scores, 0.05, 200);
        Assert.All(codes.Sum([1L]).ToArray<double>(), sum => Assert.Equal(1, sum, 1e-9));
        Assert.All(codes.Sum([0L]).ToArray<double>(), sum => Assert.Equal(40.0 / Clusters, sum, 0.05));
        Assert.Equal(1, SoftTargets.Usage(codes).Item<double>(), 1e-3);
    }

    [Fact]
    public void Scores_far_apart_are_assigned_without_a_division_by_zero()
    {
        using TensorScope scope = new();
        Tensor codes = Sinkhorn.Assign(Tensor.From([500f, 0, -500, -500, 0, 500, 499, 0, -400], 3, 3), 0.05, 3);
        Assert.All(codes.ToArray<double>(), code => Assert.True(double.IsFinite(code)));
        Assert.All(codes.Sum([1L]).ToArray<double>(), sum => Assert.Equal(1, sum, 1e-5));
    }

    [Fact]
    public void Samples_without_a_cluster_do_not_count()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(5);
        Tensor scores = Random(1, 2, Batch, Clusters);
        Tensor some = ClusterPrediction.Loss(scores, Tensor.From([2L, -1, 0, -1], 1, Batch), 0.2), none = ClusterPrediction.Loss(scores, Tensor.From([-1L, -1, -1, -1], 1, Batch), 0.2);
        Tensor kept = ClusterPrediction.Loss(scores.IndexSelect(2, Tensor.From([0L, 2])), Tensor.From([2L, 0], 1, 2), 0.2);
        Assert.Equal(kept.Item<double>(), some.Item<double>(), 1e-12);
        Assert.Equal(0, none.Item<double>());
    }

    [Fact]
    public void Clusters_that_lie_apart_are_found_on_the_sphere()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(6);
        Tensor centres = Tensor.Eye(4, ScalarType.Float64), truth = Tensor.From([.. Enumerable.Range(0, 60).Select(row => (long)(row % 4))]);
        Tensor rows = (centres.IndexSelect(0, truth) + (Tensor.Randn([60, 4], ScalarType.Float64) * 0.05)).Normalize();
        Tensor found = KMeans.Lloyd(rows, rows.Narrow(0, 0, 4), 10, spherical: true);
        Assert.Equal(truth.ToArray<long>(), NearestCentre.Find(rows, found).Labels.ToArray<long>());
        Assert.All(found.LinalgVectorNorm(2, [1]).ToArray<double>(), length => Assert.Equal(1, length, 1e-12));
    }

    private static Tensor Random(params long[] shape) => Tensor.Randn(shape, ScalarType.Float64);

    private static Tensor Distributions(params long[] shape) => Tensor.Randn([.. shape, Clusters], ScalarType.Float64).Softmax(-1);
}
