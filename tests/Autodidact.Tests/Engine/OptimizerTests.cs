using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Engine;

/// <summary>What all optimizers have in common: groups, parameters without a gradient, state, errors.</summary>
[Collection(EngineState.Name)]
public sealed class OptimizerTests
{
    public static TheoryData<string> Kinds => [.. OptimizerKinds.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void State_that_was_saved_and_loaded_continues_in_the_same_bits(string kind)
    {
        using TensorScope scope = new();
        using Sequential network = Network(seed: 1);
        using Optimizer optimizer = OptimizerKinds.All[kind](ParameterGroups.ByDecay(network));
        Train(network, optimizer, from: 0, to: 3);

        using Sequential other = Network(seed: 2);
        using Optimizer resumed = OptimizerKinds.All[kind](ParameterGroups.ByDecay(other));
        other.LoadState(network.NamedState().ToDictionary(entry => entry.Name, entry => entry.Tensor));
        resumed.LoadState(optimizer.NamedState().ToDictionary(entry => entry.Name, entry => entry.Tensor));

        Train(network, optimizer, from: 3, to: 6);
        Train(other, resumed, from: 3, to: 6);
        Assert.Equal(Values(network), Values(other));
        Assert.Contains("step", optimizer.NamedState().Select(entry => entry.Name));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_parameter_without_gradient_keeps_its_value_and_begins_anew_when_it_gets_one(string kind)
    {
        using TensorScope scope = new();
        (Tensor late, Tensor alone) = (Leaf(), Leaf());
        Tensor early = Leaf();
        using Optimizer together = OptimizerKinds.All[kind]([new("all", [new("early", early), new("late", late)])]);
        using Optimizer single = OptimizerKinds.All[kind]([new("all", [new("alone", alone)])]);
        float[] before = late.ToArray<float>();

        early.Sum().Backward();
        together.Step();
        together.ZeroGradients();
        Assert.Equal(before, late.ToArray<float>());
        Assert.NotEqual(before, early.ToArray<float>());

        for (int step = 0; step < 3; step++)
        {
            (early.Square().Sum() + late.Square().Sum() + alone.Square().Sum()).Backward();
            together.Step();
            single.Step();
            together.ZeroGradients();
            single.ZeroGradients();
        }

        Assert.Equal(alone.ToArray<float>(), late.ToArray<float>());
        Assert.Null(late.Gradient);
        Assert.Equal([4L, 3L], together.NamedState().Single(entry => entry.Name == "step").Tensor.ToArray<long>());
    }

    [Fact]
    public void State_lies_in_memory_as_its_parameter_does()
    {
        using TensorScope scope = new();
        using Convolution2d convolution = new(4, 8, 3);
        using AdamW optimizer = new(ParameterGroups.ByDecay(convolution));
        convolution.ToChannelsLast();

        Tensor state = optimizer.NamedState().Single(entry => entry.Name == "weight.exp_avg").Tensor;
        Assert.True(state.IsChannelsLast);
        Assert.False(state.IsContiguous);
        Assert.False(state.RequiresGradient);
        Assert.Equal(0, state.ToArray<float>().Sum(Math.Abs));
    }

    [Fact]
    public void Groups_scale_rate_and_decay_and_spare_biases_and_norms()
    {
        using TensorScope scope = new();
        using Sequential network = new(new Linear(3, 2), new BatchNorm(2));
        ParameterGroup[] groups = ParameterGroups.ByDecay(network);
        Assert.Equal(["0.weight"], groups[0].Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["0.bias", "1.weight", "1.bias"], groups[1].Parameters.Select(parameter => parameter.Name));
        Assert.Equal((1, 0), (groups[0].WeightDecayScale, groups[1].WeightDecayScale));
        Assert.Equal((true, false), (groups[0].Adapts, groups[1].Adapts));

        (Tensor full, Tensor tenth) = (Leaf(), Leaf());
        using Sgd optimizer = new([new("full", [new("a", full)]), new("tenth", [new("b", tenth)]) { LearningRateScale = 0.1 }], learningRate: 7);
        optimizer.LearningRate = 0.5; // As a schedule does.
        (full.Sum() + tenth.Sum()).Backward();
        optimizer.Step();
        Assert.Equal([0.5f, 1.5f, -2.5f], full.ToArray<float>());
        Assert.Equal(0.95f, tenth.ToArray<float>()[0], 1e-6f);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        using TensorScope scope = new();
        Tensor parameter = Leaf();
        ParameterGroup group = new("all", [new("weight", parameter)]);
        Assert.Contains("'weight' is given twice", Assert.Throws<ArgumentException>(() => new Sgd([group, group], 0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Sgd([], 0.1));
        Assert.Throws<ArgumentException>(() => new Sgd([group], 0.1, nesterov: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd([group], -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW([group], beta1: 1));

        using Sgd optimizer = new([group], 0.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer.LearningRate = double.NaN);
        StateMismatchException mismatch = Assert.Throws<StateMismatchException>(() => optimizer.LoadState(
            new Dictionary<string, Tensor> { ["weight.momentum_buffer"] = Tensor.Zeros([2]), ["other"] = Tensor.Zeros([1]) }));
        Assert.Equal(3, mismatch.Problems.Count);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Adaptation_leaves_weights_without_gradient_alone_and_lets_zero_weights_grow(bool separateNorms, bool clip)
    {
        using TensorScope scope = new();
        (Tensor still, Tensor zero) = (Leaf(), Tensor.Zeros([3]));
        zero.RequiresGradient = true;
        using Lars optimizer = new(
            [new("all", [new("still", still), new("zero", zero)])], learningRate: 0, momentum: 0, weightDecay: separateNorms ? 0.1 : 0, separateNorms: separateNorms, clip: clip);
        foreach (double rate in (double[])[0, 0.5])
        {
            optimizer.LearningRate = rate;
            optimizer.ZeroGradients();
            (0 * still.Sum() + zero.Sum()).Backward();
            optimizer.Step();
        }

        Assert.Equal([1f, 2f, -2f], still.ToArray<float>());
        Assert.Equal([-0.5f, -0.5f, -0.5f], zero.ToArray<float>());
    }

    [Fact]
    public void Clipping_scales_all_gradients_together()
    {
        using TensorScope scope = new();
        (Tensor a, Tensor b) = (Leaf(), Leaf());
        (a.Sum() * 3 + b.Sum() * 4).Backward();
        Assert.Equal(Math.Sqrt(75), Gradients.Clip([a, b], maximum: 1).Item<double>(), 1e-5);
        Assert.Equal(3 / Math.Sqrt(75), a.Gradient!.ToArray<double>()[0], 1e-6);
        Assert.Equal(1, Gradients.Clip([a, b], maximum: 2).Item<double>(), 1e-6);
        Assert.Equal(4 / Math.Sqrt(75), b.Gradient!.ToArray<double>()[0], 1e-6);
    }

    private static Tensor Leaf()
    {
        Tensor leaf = Tensor.From([1f, 2f, -2f]);
        leaf.RequiresGradient = true;
        return leaf;
    }

    private static Sequential Network(ulong seed)
    {
        TorchRuntime.Seed(seed);
        return new(new Linear(5, 4), new Relu(), new Linear(4, 3));
    }

    private static float[] Values(Module network) => [.. network.Parameters().SelectMany(parameter => parameter.ToArray<float>())];

    private static void Train(Layer network, Optimizer optimizer, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            using TensorScope scope = new();
            TorchRuntime.Seed((ulong)step);
            network.Forward(Tensor.Randn([6, 5])).Square().Mean().Backward();
            optimizer.Step();
            optimizer.ZeroGradients();
        }
    }
}
