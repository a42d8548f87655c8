namespace Autodidact.Engine.Modules;

/// <summary>max(x, 0).</summary>
public sealed class Relu : Layer
{
    public override Tensor Forward(Tensor input) => input.Relu();
}
