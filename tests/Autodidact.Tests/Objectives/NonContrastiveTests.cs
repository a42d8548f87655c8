using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Statistics;
using Autodidact.Objectives;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Objectives;

/// <summary>Objectives without negatives: gradients, what must not change them, and what their values mean.</summary>
[Collection(EngineState.Name)]
public sealed class NonContrastiveTests
{
    /// <summary>Objectives of two views, <c>[batch, dimension]</c> each, as scalars in which every term counts.</summary>
    public static TheoryData<string> Objectives => [.. s_objectives.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> s_objectives = new()
    {
        ["negative cosine"] = Prediction.NegativeCosine,
        ["byol, both sides"] = (one, other) => Prediction.Byol(Ops.Cat([one, other]), Ops.Cat([other * 2 + 1, one.Square()]), 2, stopGradient: false),
        ["simsiam, three views"] = (one, other) => Prediction.SimSiam(Ops.Cat([one, other, one * other]), Ops.Cat([other + 1, one, one - other]), 3, stopGradient: false),
        ["barlow twins"] = (one, other) => Redundancy.BarlowTwins(one, other).Weighted(0.02),
        ["vicreg"] = (one, other) => Redundancy.VicReg(one * 0.5, other * 0.5).Weighted(25, 25, 1),
        ["vibcreg"] = (one, other) => Redundancy.VibCReg(one * 0.5, other * 0.5).Weighted(25, 25, 200),
        ["vicregl"] = (one, other) => VicRegL(one, other).Weighted(0.75, 25, 25, 1),
        ["mmcr"] = (one, other) => ManifoldCapacity.Mmcr(Ops.Stack([one, other], 1)).Weighted(0.3),
        ["emp-ssl"] = (one, other) => CodingRate.EmpSsl(Ops.Stack([one, other])).Weighted(5),
        ["w-mse"] = (one, other) => Whitening.WMse(Ops.Cat([one, other]), 2, 9, shrinkage: 0.1).Loss,
        ["lejepa"] = (one, other) => SketchedNormality.LeJepa(Ops.Stack([one, other]), 1, RandomDirections.At(4, 6, 1, 2)).Weighted(0.4),
    };

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Gradients_are_those_of_finite_differences(string name)
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(7);
        GradientCheck.Holds(inputs => s_objectives[name](inputs[0], inputs[1]), Tensor.Randn([9, 4], ScalarType.Float64), Tensor.Randn([9, 4], ScalarType.Float64));
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Order_of_samples_does_not_matter(string name)
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(8);
        (Tensor one, Tensor other) = (Tensor.Randn([9, 4], ScalarType.Float64), Tensor.Randn([9, 4], ScalarType.Float64));
        Tensor order = Tensor.From([4L, 0, 8, 2, 7, 1, 3, 6, 5]);
        double loss = s_objectives[name](one, other).Item<double>();
        Assert.Equal(loss, s_objectives[name](one.IndexSelect(0, order), other.IndexSelect(0, order)).Item<double>(), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Objectives))]
    public void Low_precision_embeddings_are_compared_in_fp32(string name)
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(9);
        (Tensor one, Tensor other) = (Tensor.Randn([9, 4]).To(ScalarType.BFloat16).To(ScalarType.Float32), Tensor.Randn([9, 4]).To(ScalarType.BFloat16).To(ScalarType.Float32));
        double expected = s_objectives[name](one, other).Item<double>();
        using Autocast guard = new(Device.Cpu, ScalarType.BFloat16);
        Tensor loss = s_objectives[name](one, other);
        Assert.Equal(ScalarType.Float32, loss.Type);
        Assert.Equal(expected, loss.Item<double>(), 1e-4 * Math.Max(1, Math.Abs(expected)));
    }

    [Fact]
    public void Tico_turns_away_from_what_is_taken_without_a_gradient_into_the_covariance()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(10);
        Tensor one = Tensor.Randn([6, 4], ScalarType.Float64), other = Tensor.Randn([6, 4], ScalarType.Float64);
        Tensor kept = Redundancy.TiCo(one, other, Tensor.Zeros([4, 4], ScalarType.Float64), 0.9).Covariance;
        // With momentum 1 the covariance is a constant of the step, and slopes are gradients.
        GradientCheck.Holds(inputs => Redundancy.TiCo(inputs[0], inputs[1], kept, 1).Weighted(8), one, other);
        one.RequiresGradient = true;
        Assert.False(Redundancy.TiCo(one, other, kept, 0.9).Covariance.RequiresGradient);
    }

    [Fact]
    public void Stop_gradient_leaves_predictions_alone_to_move()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(11);
        Tensor projections = Tensor.Randn([6, 4], ScalarType.Float64);
        projections.RequiresGradient = true;
        GradientCheck.Holds(inputs => Prediction.SimSiam(inputs[0], projections, 2), Tensor.Randn([6, 4], ScalarType.Float64));
        Assert.False(Prediction.SimSiam(projections.Detach(), projections, 2).RequiresGradient);
        Assert.True(Prediction.SimSiam(projections.Detach(), projections, 2, stopGradient: false).RequiresGradient);
    }

    [Fact]
    public void Views_that_agree_cost_least_to_predict()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(12);
        Tensor view = Tensor.Randn([5, 3], ScalarType.Float64), both = Ops.Cat([view, view * 3]);
        Assert.Equal(-1, Prediction.SimSiam(both, both, 2).Item<double>(), 1e-12);
        Assert.Equal(0, Prediction.Byol(both, both, 2).Item<double>(), 1e-12);
        Assert.Equal(8, Prediction.Byol(both, -both, 2).Item<double>(), 1e-12);
    }

    [Fact]
    public void Whitened_views_that_agree_have_no_redundancy()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(13);
        Whitened whitened = Whitening.Whiten(Tensor.Randn([12, 4], ScalarType.Float64).Matmul(Tensor.Randn([4, 4], ScalarType.Float64)) + 3);
        Tensor rows = whitened.Rows;

        BarlowTwinsTerms twins = Redundancy.BarlowTwins(rows, rows, epsilon: 0);
        Assert.Equal(0, twins.Invariance.Item<double>(), 1e-12);
        Assert.Equal(0, twins.Redundancy.Item<double>(), 1e-12);
        VicRegTerms vicreg = Redundancy.VicReg(rows, rows, epsilon: 0);
        Assert.All([vicreg.Invariance, vicreg.Variance, vicreg.Covariance], term => Assert.Equal(0, term.Item<double>(), 1e-9));
    }

    [Fact]
    public void Embeddings_that_are_all_the_same_cost_the_whole_variance_term()
    {
        using TensorScope scope = new();
        Tensor same = Tensor.Ones([8, 5]);
        VicRegTerms terms = Redundancy.VicReg(same, same);
        Assert.Equal(0, terms.Invariance.Item<double>(), 1e-6);
        Assert.Equal(0.99, terms.Variance.Item<double>(), 1e-6);
        Assert.Equal(5, Redundancy.BarlowTwins(same, same).Invariance.Item<double>(), 1e-6);
    }

    [Fact]
    public void Normal_embeddings_have_the_same_normality_whatever_the_batch()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(14);
        Tensor directions = RandomDirections.At(8, 50, seed: 5, step: 0);
        // The integral of (1 - exp(-t^2)) exp(-t^2 / 2) from -3 to 3.
        foreach (int batch in (int[])[32, 256])
            Assert.Equal(1.05, SketchedNormality.SigReg(Tensor.Randn([64, batch, 8]), directions).Item<double>(), 0.1);
        Assert.InRange(SketchedNormality.SigReg(Tensor.Zeros([1, 64, 8]), directions).Item<double>(), 20, 64);
    }

    [Fact]
    public void Directions_are_a_function_of_seed_and_step()
    {
        using TensorScope scope = new();
        double[] One(ulong seed, long step) => RandomDirections.At(16, 300, seed, step).ToArray<double>();
        Assert.Equal(One(1, 7), One(1, 7));
        Assert.NotEqual(One(1, 7), One(1, 8));
        Assert.NotEqual(One(1, 7), One(2, 7));
        Tensor directions = RandomDirections.At(16, 300, 1, 7);
        Assert.All(directions.LinalgVectorNorm(2, [0L]).ToArray<double>(), length => Assert.Equal(1, length, 1e-12));
        // Uniform on the sphere: no direction is preferred, 1 / sqrt(300 * 16) = 0.014 being the error of a mean.
        Assert.All(directions.Mean([1L]).ToArray<double>(), mean => Assert.InRange(mean, -0.07, 0.07));
    }

    private static VicRegLTerms VicRegL(Tensor one, Tensor other)
    {
        // Nine samples with four values: a map of 2 x 1 places with 3 channels, made of products so that all differ.
        Tensor Places(Tensor rows, double shift) => Ops.Stack([rows, (rows + shift).Square()], 1).Narrow(2, 0, 3).Reshape([9, 2, 1, 3]);
        Tensor Grid(double offset) => Tensor.From([offset, 0, 1, 0.3 + offset]).Reshape([1, 2, 1, 2]).Expand([9, 2, 1, 2]);
        return LocalRedundancy.VicRegL(
            [new(one, Places(one, 0.5), Grid(0)), new(other, Places(other, -0.5), Grid(0.2)), new(one * other, Places(one * other, 0.1), Grid(0.4))], 2, (2, 1));
    }
}
