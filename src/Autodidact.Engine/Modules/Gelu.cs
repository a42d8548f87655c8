namespace Autodidact.Engine.Modules;

/// <summary>x times the normal distribution function at x (Hendrycks and Gimpel 2016, arXiv:1606.08415).</summary>
public sealed class Gelu : Layer
{
    public override Tensor Forward(Tensor input) => input.Gelu();
}
