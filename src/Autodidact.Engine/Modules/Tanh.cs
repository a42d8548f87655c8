namespace Autodidact.Engine.Modules;

/// <summary>The hyperbolic tangent.</summary>
public sealed class Tanh : Layer
{
    public override Tensor Forward(Tensor input) => input.Tanh();
}
