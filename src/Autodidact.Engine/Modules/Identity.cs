namespace Autodidact.Engine.Modules;

/// <summary>The input itself.</summary>
public sealed class Identity : Layer
{
    public override Tensor Forward(Tensor input) => input;
}
