using Autodidact.Engine;
using Autodidact.Objectives;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Objectives;

/// <summary>Gradients of every contrastive objective are its slopes.</summary>
[Collection(EngineState.Name)]
public sealed class ContrastiveGradientTests
{
    private sealed record Objective(Func<Tensor[], Tensor> Value, params long[][] Shapes);

    private static readonly Dictionary<string, Objective> s_objectives = new()
    {
        ["ntxent"] = new(x => Contrastive.NtXent(x[0], 2, 0.5), [8, 5]),
        ["ntxent, cold"] = new(x => Contrastive.NtXent(x[0], 2, 0.07), [8, 5]),
        ["ntxent, three views"] = new(x => Contrastive.NtXent(x[0], 3, 0.2), [12, 5]),
        ["dcl"] = new(x => Contrastive.Decoupled(x[0], 2, 0.3), [8, 5]),
        ["dcl, three views"] = new(x => Contrastive.Decoupled(x[0], 3, 0.3), [12, 5]),
        ["dcl, weighted"] = new(x => Contrastive.Decoupled(x[0], 2, 0.3, Contrastive.MisesFisherWeights(Fixed(8, 5), 2, 0.5)), [8, 5]),
        ["queue"] = new(x => Contrastive.FirstIsRight(Contrastive.QueueLogits(x[0], x[1], Unit(Fixed(7, 5)), 0.2)), [4, 5], [4, 5]),
        ["matching"] = new(x => Contrastive.Matching(x[0], x[1], 0.2), [4, 5], [4, 5]),
        ["relational"] = new(x => Contrastive.Relational(Unit(x[0]), Unit(Fixed(4, 5)), Unit(Fixed(7, 5)), 0.3, 0.2), [4, 5]),
        ["supervised"] = new(x => SupervisedContrastive.Loss(Unit(x[0]), 2, Tensor.From([1L, 0, 1, -1, -1]), 0.3, 0.2), [10, 5]),
        ["supervised, first views"] = new(x => SupervisedContrastive.Loss(Unit(x[0]), 2, Tensor.From([1L, 0, 1, 0]), 0.3, firstViewOnly: true), [8, 5]),
        ["nce"] = new(x => InstanceDiscrimination.NoiseContrastive(x[0].Exp(), 20), [4, 6]),
        ["full softmax"] = new(x => InstanceDiscrimination.FullSoftmax(Unit(x[0]), Unit(Fixed(9, 5)), Tensor.From([8L, 0, 3]), 0.2), [3, 5]),
        ["proximal"] = new(x => InstanceDiscrimination.Proximal(Unit(x[0]), Unit(Fixed(4, 5))), [4, 5]),
        ["clip"] = new(x => CrossModal.Clip(Unit(x[0]), Unit(x[1]), x[2].Exp()), [4, 5], [4, 5], []),
        ["siglip"] = new(x => CrossModal.SigLip(Unit(x[0]), Unit(x[1]), x[2].Exp(), x[3]), [4, 5], [4, 5], [], []),
        ["cpc, batch"] = new(x => PredictiveCoding.BatchNegatives(x[0], x[1], x[2]), [2, 4, 5], [4, 3], [2, 5, 3]),
        ["cpc, batch over contexts"] = new(x => PredictiveCoding.BatchNegatives(x[0], x[1], x[2], overContexts: true), [2, 4, 5], [4, 3], [2, 5, 3]),
        ["cpc, drawn"] = new(
            x => PredictiveCoding.SampledNegatives(x[0], x[1], x[2], Tensor.From([3L, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4], 2, 10)).Loss,
            [2, 5, 3], [2, 5, 4], [6, 4]),
        ["alignment"] = new(x => Hypersphere.Alignment(Unit(x[0]), Unit(x[1])), [4, 5], [4, 5]),
        ["alignment, distance"] = new(x => Hypersphere.Alignment(Unit(x[0]), Unit(x[1]), alpha: 1), [4, 5], [4, 5]),
        ["uniformity"] = new(x => Hypersphere.Uniformity(Unit(x[0]), t: 3), [6, 5]),
    };

    public static TheoryData<string> Objectives => [.. s_objectives.Keys];

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Gradients_are_slopes(string name)
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(3);
        Objective objective = s_objectives[name];
        GradientCheck.Holds(objective.Value, [.. objective.Shapes.Select(shape => Tensor.Randn(shape, ScalarType.Float64))]);
    }

    [Fact]
    public void The_model_aware_loss_has_the_slopes_of_its_value_with_temperature_and_weights_held()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(3);
        Tensor rows = Tensor.Randn([8, 5], ScalarType.Float64), unit = Unit(rows), similarity = unit.Matmul(unit.T());
        double alignment = (similarity.Diagonal(4).Mean().Item<double>() + similarity.Diagonal(-4).Mean().Item<double>()) / 2, temperature = 0.3 * (1 + (0.5 * (alignment - 0.1)));
        Tensor weights = -1 * (1 - Logarithms(rows).Exp()).Pow(-1);
        rows.RequiresGradient = true;

        Contrastive.ModelAware(rows, 2, 0.3, 0.5, 0.1).Backward();
        Tensor held = (Logarithms(rows) * weights).Mean();

        Assert.Equal(held.Item<double>(), Contrastive.ModelAware(rows, 2, 0.3, 0.5, 0.1).Item<double>(), 1e-9);
        Tensor expected = Differentiation.Gradients(held, [rows])[0]!;
        Assert.True((expected - rows.Gradient!).Abs().Max().Item<double>() < 1e-9);
        GradientCheck.Holds(x => (Logarithms(x[0]) * weights).Mean(), rows.Detach());

        Tensor Logarithms(Tensor x)
        {
            Tensor directions = Unit(x);
            return Contrastive.PositiveLogProbabilities(directions.Matmul(directions.T()) / temperature, 2);
        }
    }

    private static Tensor Unit(Tensor rows) => rows.Normalize();

    // The same numbers at every call, which the generator would not give.
    private static Tensor Fixed(long rows, long columns) => (Tensor.Arange(rows * columns, ScalarType.Float64).Square() * 1.3).Cos().Reshape([rows, columns]);
}
