using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Xunit;

namespace Autodidact.Tests.Engine;

/// <summary>A convolution with its batch norm folded into it is the same function, whichever kernel computes it.</summary>
public sealed class FoldedConvolutionTests
{
    [Theory]
    [InlineData(16, 16, 3, 1, 1, 9, 7, true)]       // odd sides: tiles that hang over two borders
    [InlineData(64, 80, 3, 1, 1, 8, 8, true)]       // one panel and a vector
    [InlineData(32, 144, 3, 1, 1, 1, 1, false)]     // all border
    [InlineData(512, 64, 3, 1, 1, 7, 7, true)]
    [InlineData(3, 64, 7, 2, 3, 20, 23, true)]      // the first layer
    [InlineData(16, 32, 3, 2, 1, 9, 10, false)]
    [InlineData(16, 32, 1, 2, 0, 9, 10, false)]
    [InlineData(24, 32, 3, 1, 1, 5, 5, true)]       // inputs that are no multiple of a vector
    [InlineData(16, 20, 3, 1, 1, 5, 5, true)]       // nor are outputs: libtorch's kernel
    [InlineData(48, 16, 1, 1, 0, 6, 5, true)]
    public void It_gives_what_the_two_layers_give(int inputs, int outputs, int kernel, int stride, int padding, int height, int width, bool rectified)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        TorchRuntime.Seed(1);
        using Convolution2d convolution = new(inputs, outputs, kernel, stride, padding, bias: stride == 1);
        using BatchNorm norm = Moved(outputs);
        using FoldedConvolution folded = new(convolution, norm);
        foreach (bool channelsLast in new[] { true, false })
        {
            Tensor input = Tensor.Randn([5, inputs, height, width]);
            if (channelsLast) input = input.ChannelsLast();
            Tensor expected = norm.Forward(convolution.Forward(input)), added = Tensor.Randn(expected.Shape);
            Same(rectified ? expected.Relu() : expected, folded.Forward(input, rectified: rectified));
            expected = norm.Forward(convolution.Forward(input)) + added;
            Same(rectified ? expected.Relu() : expected, folded.Forward(input, added, rectified));
        }
    }

    [Fact]
    public void A_picture_alone_gives_the_bits_that_it_gives_in_a_batch_with_any_number_of_threads()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach ((int inputs, int kernel, int stride) in new[] { (32, 3, 1), (3, 7, 2), (32, 3, 2) })
        {
            using Convolution2d convolution = new(inputs, 64, kernel, stride, kernel / 2);
            using BatchNorm norm = Moved(64);
            using FoldedConvolution folded = new(convolution, norm);
            Tensor input = Tensor.Randn([9, inputs, 14, 14]).ChannelsLast();
            float[] alone = [.. Enumerable.Range(0, 9).SelectMany(i => folded.Forward(input.Narrow(0, i, 1)).Contiguous().ToArray<float>())];
            int threads = TorchRuntime.Threads;
            try
            {
                foreach (int count in new[] { 1, 2, 3 })
                {
                    TorchRuntime.Threads = count;
                    Assert.Equal(alone, folded.Forward(input).Contiguous().ToArray<float>());
                }
            }
            finally
            {
                TorchRuntime.Threads = threads;
            }
        }
    }

    [Fact]
    public void Wrong_sizes_are_refused_and_what_is_no_number_stays_none()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        using Convolution2d convolution = new(16, 16, 3, 1, 1);
        using BatchNorm norm = Moved(16);
        using FoldedConvolution folded = new(convolution, norm);
        Assert.ThrowsAny<EngineException>(() => folded.Forward(Tensor.Randn([1, 8, 4, 4])));
        Assert.ThrowsAny<EngineException>(() => folded.Forward(Tensor.Randn([1, 16, 4, 4]), Tensor.Randn([1, 16, 4, 5])));
        Assert.All(folded.Forward(Tensor.Full([1, 16, 2, 2], double.NaN)).Contiguous().ToArray<float>(), value => Assert.True(float.IsNaN(value)));
    }

    /// <summary>A batch norm that has seen data.</summary>
    internal static BatchNorm Moved(int channels)
    {
        BatchNorm norm = new(channels);
        Move(norm);
        norm.Evaluate();
        return norm;
    }

    /// <summary>Gives batch norms statistics and weights as training does.</summary>
    internal static void Move(Module module)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach (BatchNorm norm in module.Below<BatchNorm>())
        {
            foreach (NamedTensor state in norm.NamedState().Where(state => state.Tensor.Type == ScalarType.Float32))
            {
                Tensor drawn = Tensor.Randn(state.Tensor.Shape) * 0.2;
                state.Tensor.CopyInPlace(state.Name is "running_mean" or "bias" ? drawn : drawn.Abs() + 0.7);
            }
        }
    }

    /// <summary>Within 1e-5 of the largest value.</summary>
    internal static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        float[] wanted = expected.Contiguous().ToArray<float>(), found = actual.Contiguous().ToArray<float>();
        float scale = wanted.Max(Math.Abs);
        double worst = wanted.Zip(found, (one, other) => Math.Abs(one - other)).Max();
        Assert.True(worst <= 1e-5 * Math.Max(scale, 1e-3), $"differs by {worst} where the largest value is {scale}");
    }
}
