using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Modules;

/// <summary>
/// While open, counts the arithmetic of convolutions and linear layers on this thread: a multiplication and an addition are two
/// operations. Where a gradient will be wanted, its products count as well, one for the weights and one for the input, each as
/// much as the forward product. Everything else (norms, activations, losses, products of activations) is left out: it is little
/// beside them.
/// </summary>
/// <remarks>Counted when a layer is applied, from shapes alone: nothing is computed for it. Scopes may be nested; each counts what happens inside.</remarks>
public sealed class WorkCounter : IDisposable
{
    [ThreadStatic]
    private static WorkCounter? t_open;

    private readonly WorkCounter? _outer = t_open;

    /// <summary>Starts to count.</summary>
    public WorkCounter() => t_open = this;

    /// <summary>Floating-point operations so far.</summary>
    public double Operations { get; private set; }

    /// <summary>Stops counting.</summary>
    public void Dispose()
    {
        t_open = _outer;
        if (_outer is not null) _outer.Operations += Operations;
    }

    /// <summary>A layer was applied: each of the output's elements is a sum of <paramref name="terms"/> products.</summary>
    internal static void Count(Tensor input, Tensor weight, Tensor output, long terms) => Count(input, weight, output.ElementCount, terms);

    /// <inheritdoc cref="Count(Tensor, Tensor, Tensor, long)"/>
    internal static void Count(Tensor input, Tensor weight, long outputs, long terms)
    {
        if (t_open is not { } open) return;
        int products = 1;
        if (NativeEngine.GradMode(-1) != 0) products += (weight.RequiresGradient ? 1 : 0) + (input.RequiresGradient ? 1 : 0);
        open.Operations += 2.0 * products * terms * outputs;
    }
}
