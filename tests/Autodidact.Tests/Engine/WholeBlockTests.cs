using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models.Transformers;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Engine;

/// <summary>
/// A block as one operator beside the same block of many operators: both in half precision, measured by what full precision gives. Where the processor cannot, both are the same and the
/// tests hold composed blocks to full precision.
/// </summary>
[Collection(EngineState.Name)]
public sealed class WholeBlockTests : IDisposable
{
    private const double Share = 0.25;

    private static readonly string[] s_parts =
    [
        "norm1.weight", "norm1.bias", "attn.qkv.weight", "", "", "attn.qkv.bias", "", "", "attn.proj.weight", "attn.proj.bias",
        "norm2.weight", "norm2.bias", "mlp.fc1.weight", "mlp.fc1.bias", "mlp.fc2.weight", "mlp.fc2.bias",
    ];

    private readonly int _threads = TorchRuntime.Threads;
    private readonly bool _isOn = WholeBlock.IsOn;

    public WholeBlockTests()
    {
        TorchRuntime.Seed(1);
        TorchRuntime.Threads = 1;
        WholeBlock.IsOn = true;
    }

    public void Dispose() => (TorchRuntime.Threads, WholeBlock.IsOn) = (_threads, _isOn);

    [Theory]
    [InlineData(9, 17, 96, 3, 4)]
    [InlineData(3, 65, 64, 4, 4)]
    [InlineData(1, 1, 32, 1, 2)]
    [InlineData(2, 130, 48, 3, 1)]
    [InlineData(2, 16, 320, 5, 3)]
    public void A_vision_block_is_as_near_to_full_precision_as_its_operators(int batch, int tokens, int width, int heads, int ratio)
    {
        using TensorScope scope = new();
        using TransformerBlock block = new(width, heads, ratio);
        Spread(block);
        AssertNear(block, [batch, tokens, width], input => block.Forward(input));
    }

    [Theory]
    [InlineData(3, 128, 128, 2)]
    [InlineData(5, 33, 64, 1)]
    public void A_layer_of_bert_is_as_near_to_full_precision_as_its_operators(int batch, int tokens, int width, int heads)
    {
        using TensorScope scope = new();
        using BertLayer layer = new(new() { Width = width, Heads = heads, HiddenSize = 4 * width, Dropout = 0.3 });
        Spread(layer);
        layer.Evaluate();
        // Texts of seven tokens, and of what is left.
        Tensor texts = Tensor.From(Enumerable.Range(0, batch * tokens).Select(i => 1L + (i % tokens / 7)).ToArray(), batch, tokens);
        AssertNear(layer, [batch, tokens, width], input => layer.Forward(input, new(null, texts, input.Type)));
        AssertNear(layer, [batch, tokens, width], input => layer.Forward(input, new(null, null, input.Type)));
    }

    [Fact]
    public void Tokens_of_other_texts_change_nothing()
    {
        using TensorScope scope = new();
        using BertLayer layer = new(new() { Width = 32, Heads = 2, HiddenSize = 64 });
        layer.Evaluate();
        using NoGradient guard = new();
        using Autocast autocast = new(Device.Cpu, ScalarType.BFloat16);
        Tensor texts = Tensor.From([1L, 1, 1, 2, 2, 2, 2, 0], 1, 8), first = Tensor.Randn([1, 3, 32]);
        Tensor[] results = [.. Enumerable.Range(0, 2).Select(_ => layer.Forward(Ops.Cat([first, Tensor.Randn([1, 5, 32])], 1), new(null, texts, ScalarType.Float32)))];
        Assert.Equal(results[0].Narrow(1, 0, 3).Contiguous().ToArray<float>(), results[1].Narrow(1, 0, 3).Contiguous().ToArray<float>());
        Assert.NotEqual(results[0].ToArray<float>(), results[1].ToArray<float>());
    }

    [Fact]
    public void What_is_dropped_behind_a_branch_gets_no_gradient_and_the_rest_is_stretched()
    {
        if (!WholeBlock.Exists) return;
        using TensorScope scope = new();
        using TransformerBlock block = new(64, 2);
        Fill(block, "attn.proj.weight", 0);
        Fill(block, "attn.proj.bias", 0);
        Fill(block, "mlp.fc2.weight", 0);
        Fill(block, "mlp.fc2.bias", 1);
        Tensor branch = Dropped(block, out Tensor input);
        float[] values = branch.ToArray<float>();
        Assert.All(values, value => Assert.True(Math.Abs(value) < 1e-5 || Math.Abs(value - (1 / (1 - Share))) < 1e-3, $"{value}"));
        Assert.Equal(Share, values.Count(value => Math.Abs(value) < 1e-5) / (double)values.Length, 0.01);
        AssertGradient(block, "mlp.fc2.bias", 0, branch);
        Assert.All(input.Gradient!.ToArray<float>(), value => Assert.Equal(1, value, 1e-3));
    }

    [Fact]
    public void Attention_drops_the_same_on_the_way_back_and_keeps_its_mean()
    {
        if (!WholeBlock.Exists) return;
        using TensorScope scope = new();
        using TransformerBlock block = new(64, 2);
        // All values are 1: a head gives the sum of what is left of its attention.
        Fill(block, "attn.qkv.weight", 0);
        Fill(block, "mlp.fc2.weight", 0);
        Fill(block, "mlp.fc2.bias", 0);
        Fill(block, "attn.proj.bias", 0);
        using (NoGradient guard = new())
        {
            Part(block, "attn.proj.weight").CopyInPlace(Tensor.Eye(64));
            Part(block, "attn.qkv.bias").Narrow(0, 0, 128).ZeroInPlace();
            Part(block, "attn.qkv.bias").Narrow(0, 128, 64).FillInPlace(1);
        }
        Tensor branch = Dropped(block, out _);
        Assert.Equal(1, branch.Mean().Item<float>(), 0.02);
        Assert.True(branch.ToArray<float>().Where(value => value > 0).Distinct().Count() > 5);
        AssertGradient(block, "attn.qkv.bias", 128, branch);
    }

    [Fact]
    public void What_is_dropped_follows_the_generator()
    {
        using TensorScope scope = new();
        using BertLayer layer = new(new() { Width = 32, Heads = 2, HiddenSize = 64, Dropout = 0.5 });
        Tensor input = Tensor.Randn([4, 10, 32]);
        float[][] results = [.. new ulong[] { 3, 3, 4 }.Select(seed =>
        {
            TorchRuntime.Seed(seed);
            using Autocast autocast = new(Device.Cpu, ScalarType.BFloat16);
            return layer.Forward(input, new(null, null, input.Type)).ToArray<float>();
        })];
        Assert.Equal(results[0], results[1]);
        Assert.NotEqual(results[0], results[2]);
    }

    [Fact]
    public void Threads_change_only_the_order_of_sums()
    {
        using TensorScope scope = new();
        using TransformerBlock block = new(64, 2);
        Spread(block);
        Tensor input = Tensor.Randn([7, 21, 64]), direction = Tensor.Randn([7, 21, 64]);
        (Tensor Output, Tensor[] Gradients) one = InHalf(1), three = InHalf(3);
        Assert.Equal(0, Error(three.Output, one.Output), 1e-6);
        for (int i = 0; i < one.Gradients.Length; i++) Assert.Equal(0, Error(three.Gradients[i], one.Gradients[i]), 1e-5);

        (Tensor, Tensor[]) InHalf(int threads)
        {
            TorchRuntime.Threads = threads;
            return Run(block, input, direction, tokens => block.Forward(tokens), isHalf: true);
        }
    }

    [Fact]
    public void It_is_one_operator_only_where_autocast_asks_and_the_sizes_fit()
    {
        using TensorScope scope = new();
        using TransformerBlock block = new(32, 2), narrow = new(24, 2);
        WholeBlock whole = new(block, s_parts, 2, 1e-6, normsBehind: false), other = new(narrow, s_parts, 2, 1e-6, normsBehind: false);
        Tensor input = Tensor.Randn([2, 5, 32]);
        Assert.Null(whole.Forward(input));
        using Autocast autocast = new(Device.Cpu, ScalarType.BFloat16);
        Assert.Equal(WholeBlock.Exists, whole.Forward(input) is not null);
        Assert.Null(whole.Forward(input.To(ScalarType.Float64)));
        Assert.Null(whole.Forward(input.Transpose(0, 1)));
        Assert.Null(other.Forward(Tensor.Randn([2, 5, 24])));
        Assert.Null(whole.Forward(Tensor.Randn([2, 5, 64])));
        Assert.Null(whole.Forward(Tensor.Randn([2, 5, 16])));
        Assert.Null(whole.Forward(input, dropout: 1 - 1e-12));
        Assert.Null(whole.Forward(input, texts: Tensor.Zeros([2, 6], ScalarType.Int64)));
        Assert.Null(whole.Forward(input, texts: Tensor.Zeros([5, 2], ScalarType.Int64)));
        foreach (int heads in (int[])[0, 3]) Assert.Null(new WholeBlock(block, s_parts, heads, 1e-6, normsBehind: false).Forward(input));
        foreach (int part in (int[])[0, 2, 9, 14]) Assert.Null(new WholeBlock(block, [.. s_parts.Select((name, i) => i == part ? "" : name)], 2, 1e-6, normsBehind: false).Forward(input));
        WholeBlock.IsOn = false;
        Assert.Null(whole.Forward(input));
    }

    [Fact]
    public void Where_weights_are_frozen_biases_learn_as_they_do_beside_them()
    {
        using TensorScope scope = new();
        using BertLayer layer = new(new() { Width = 32, Heads = 2, HiddenSize = 64 });
        Spread(layer);
        layer.Evaluate();
        Tensor input = Tensor.Randn([3, 9, 32]), direction = Tensor.Randn([3, 9, 32]);
        Dictionary<string, Tensor> all = Gradients();
        foreach (Tensor parameter in layer.Parameters()) parameter.RequiresGradient = parameter.Rank == 1;
        Dictionary<string, Tensor> biases = Gradients();
        Assert.Equal(all.Keys.Where(name => all[name].Rank == 1), biases.Keys);
        foreach ((string name, Tensor gradient) in biases) Assert.Equal(all[name].ToArray<float>(), gradient.ToArray<float>());

        Dictionary<string, Tensor> Gradients()
        {
            (string Name, Tensor Tensor)[] learning = [.. layer.NamedParameters().Where(parameter => parameter.Tensor.RequiresGradient).Select(parameter => (parameter.Name, parameter.Tensor))];
            using Autocast autocast = new(Device.Cpu, ScalarType.BFloat16);
            Tensor?[] gradients = Differentiation.Gradients((layer.Forward(input, new(null, null, input.Type)) * direction).Sum(), [.. learning.Select(parameter => parameter.Tensor)]);
            return learning.Zip(gradients).ToDictionary(pair => pair.First.Name, pair => pair.Second!);
        }
    }

    [Fact]
    public void What_is_no_number_stays_visible()
    {
        using TensorScope scope = new();
        using TransformerBlock block = new(32, 2);
        using NoGradient guard = new();
        // The logits alone are infinite: values and what goes around attention are not.
        Part(block, "attn.qkv.bias").Narrow(0, 0, 64).FillInPlace(1e25);
        using Autocast autocast = new(Device.Cpu, ScalarType.BFloat16);
        Assert.All(block.Forward(Tensor.Randn([1, 5, 32])).ToArray<float>(), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Gradients_of_its_gradients_are_refused()
    {
        if (!WholeBlock.Exists) return;
        using TensorScope scope = new();
        using TransformerBlock block = new(32, 2);
        using Autocast autocast = new(Device.Cpu, ScalarType.BFloat16);
        Tensor input = Tensor.Randn([1, 5, 32]);
        input.RequiresGradient = true;
        Assert.Contains("compute in fp32", Assert.ThrowsAny<EngineException>(() => Differentiation.Gradients(block.Forward(input).Sum(), [input], createGraph: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_work_counts_as_that_of_its_layers()
    {
        using TensorScope scope = new();
        using TransformerBlock block = new(32, 2);
        Tensor input = Tensor.Randn([2, 5, 32]);
        Assert.Equal(2 * 3 * 10 * 12 * 32 * 32, Counted(true));
        Assert.Equal(Counted(false), Counted(true));

        double Counted(bool isOn)
        {
            WholeBlock.IsOn = isOn;
            using WorkCounter counter = new();
            using Autocast autocast = new(Device.Cpu, ScalarType.BFloat16);
            block.Forward(input);
            return counter.Operations;
        }
    }

    // Of output and every gradient: at most a third farther from full precision than what the operators give.
    private static void AssertNear(Module block, long[] shape, Func<Tensor, Tensor> forward)
    {
        Tensor input = Tensor.Randn(shape), direction = Tensor.Randn(shape);
        (Tensor Output, Tensor[] Gradients) exact = Run(block, input, direction, forward, isHalf: false), whole = Run(block, input, direction, forward, isHalf: true);
        WholeBlock.IsOn = false;
        (Tensor Output, Tensor[] Gradients) composed = Run(block, input, direction, forward, isHalf: true);
        WholeBlock.IsOn = true;
        if (WholeBlock.Exists) Assert.NotEqual(composed.Output.ToArray<float>(), whole.Output.ToArray<float>());
        AssertNearer(whole.Output, composed.Output, exact.Output, "output");
        string[] names = ["input", .. block.NamedParameters().Select(parameter => parameter.Name)];
        double most = exact.Gradients.Max(gradient => gradient.LinalgVectorNorm(2).Item<float>());
        for (int i = 0; i < names.Length; i++)
        {
            // Attention does not change with what is added to all its logits: this gradient is zero but for rounding.
            if (exact.Gradients[i].LinalgVectorNorm(2).Item<float>() < 1e-4 * most) Assert.True(whole.Gradients[i].LinalgVectorNorm(2).Item<float>() < 0.01 * most, names[i]);
            else AssertNearer(whole.Gradients[i], composed.Gradients[i], exact.Gradients[i], names[i]);
        }
    }

    private static void AssertNearer(Tensor whole, Tensor composed, Tensor exact, string name)
    {
        double own = Error(whole, exact), other = Error(composed, exact);
        Assert.True(own < (1.33 * other) + 1e-3 && own < 0.03, $"{name}: {own}, of operators {other}");
    }

    private static double Error(Tensor value, Tensor exact) => ((value.To(exact.Type) - exact).LinalgVectorNorm(2) / exact.LinalgVectorNorm(2)).Item<float>();

    private static (Tensor Output, Tensor[] Gradients) Run(Module block, Tensor values, Tensor direction, Func<Tensor, Tensor> forward, bool isHalf)
    {
        Tensor input = values.Clone(), output;
        input.RequiresGradient = true;
        using (new Autocast(Device.Cpu, isHalf ? ScalarType.BFloat16 : ScalarType.Float32)) output = forward(input);
        Tensor?[] gradients = Differentiation.Gradients((output * direction).Sum(), [input, .. block.Parameters()]);
        return (output.Detach(), [.. gradients.Select(gradient => gradient!)]);
    }

    // Norms and biases that are not 1 and 0, so that each gradient says something.
    private static void Spread(Module block)
    {
        using NoGradient guard = new();
        foreach ((string name, Tensor parameter) in block.NamedParameters())
        {
            if (parameter.Rank == 2) parameter.NormalInPlace(0, 1 / Math.Sqrt(parameter.Size(1)));
            else parameter.NormalInPlace(name.Contains("norm", StringComparison.OrdinalIgnoreCase) && name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0, 0.1);
        }
    }

    // What the branches add, with the gradients of its sum left at input and parameters.
    private static Tensor Dropped(TransformerBlock block, out Tensor input)
    {
        input = Tensor.Randn([20, 23, 64]);
        input.RequiresGradient = true;
        Tensor output;
        using (new Autocast(Device.Cpu, ScalarType.BFloat16)) output = new WholeBlock(block, s_parts, 2, 1e-6, normsBehind: false).Forward(input, Share)!;
        output.Sum().Backward();
        return (output - input).Detach();
    }

    // The branch is linear in a bias of ones, so that its sum over tokens is the gradient of each.
    private static void AssertGradient(TransformerBlock block, string name, int first, Tensor branch)
    {
        float[] expected = branch.Sum([0L, 1L]).ToArray<float>(), found = Part(block, name).Gradient!.Narrow(0, first, 64).ToArray<float>();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 0.01 * expected[i]);
    }

    private static Tensor Part(Module block, string name) => block.NamedParameters().Single(parameter => parameter.Name == name).Tensor;

    private static void Fill(Module block, string name, double value)
    {
        using NoGradient guard = new();
        Part(block, name).FillInPlace(value);
    }
}
