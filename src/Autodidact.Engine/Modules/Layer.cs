namespace Autodidact.Engine.Modules;

/// <summary>A module that maps one tensor to one tensor.</summary>
public abstract class Layer : Module
{
    public abstract Tensor Forward(Tensor input);
}
