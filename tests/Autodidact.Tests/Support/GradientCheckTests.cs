using Autodidact.Engine;
using Xunit;
using Xunit.Sdk;

namespace Autodidact.Tests.Support;

/// <summary>The measure itself: it passes right gradients and catches wrong ones.</summary>
public sealed class GradientCheckTests
{
    [Fact]
    public void Right_gradients_pass()
    {
        using TensorScope scope = new();
        (Tensor x, Tensor w) = (Tensor.From([0.3f, -0.7f, 1.1f, 0.2f, 0.9f, -0.4f], 2, 3), Tensor.From([0.5f, -0.2f, 0.8f], 3, 1));
        GradientCheck.Holds(t => t[0].Matmul(t[1]).Tanh(), x, w);
        GradientCheck.Holds(t => t[0].LogSoftmax(1), x);
        GradientCheck.Holds(t => t[0].Sum(), x, w); // Nothing flows to w, and it has no slope.
    }

    [Fact]
    public void Wrong_gradients_are_caught_and_located()
    {
        using TensorScope scope = new();
        Tensor x = Tensor.From([1f, 0f, -2f]);
        string message = Assert.Throws<TrueException>(() => GradientCheck.Holds(t => t[0].Detach() * t[0], x)).Message;
        Assert.Contains("Input 0, element 0: the gradient is 1, the slope 2", message, StringComparison.Ordinal);
        Assert.Throws<TrueException>(() => GradientCheck.Holds(t => t[0].Detach().Exp() + 0 * t[0], x));
        Assert.Throws<TrueException>(() => GradientCheck.Holds(t => t[0] * (1 + 1e-4) - t[0].Detach() * 1e-4, x));
    }
}
