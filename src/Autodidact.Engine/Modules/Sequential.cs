using System.Globalization;

namespace Autodidact.Engine.Modules;

/// <summary>Layers one after the other, named 0, 1, 2, ... as in PyTorch.</summary>
public sealed class Sequential : Layer
{
    private readonly Layer[] _layers;

    public Sequential(params ReadOnlySpan<Layer> layers)
    {
        _layers = layers.ToArray();
        for (int i = 0; i < _layers.Length; i++) Child(i.ToString(CultureInfo.InvariantCulture), _layers[i]);
    }

    public IReadOnlyList<Layer> Layers => _layers;

    public override Tensor Forward(Tensor input)
    {
        foreach (Layer layer in _layers) input = layer.Forward(input);
        return input;
    }
}
