using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;

namespace Autodidact.Tests.Training;

/// <summary>Two layers without batch norm, so that a picture's features do not depend on its neighbours; perhaps with dropout. Views of other sizes are brought to its own.</summary>
internal sealed class TwoLayers : Backbone
{
    private readonly int _size;
    private readonly double _dropout;
    private readonly Linear _first;
    private readonly Linear _second;

    public TwoLayers(int size, double dropout = 0)
    {
        _size = size;
        _dropout = dropout;
        _first = Child("first", new Linear(3 * size * size, 24));
        _second = Child("second", new Linear(24, 12));
    }

    public override int FeatureSize => 12;

    public override Tensor Forward(Tensor input) => _second.Forward(_first.Forward(Sized(input).Flatten(1)).Relu().Dropout(_dropout, IsTraining));

    private Tensor Sized(Tensor input) => input.Size(2) == _size ? input : input.AdaptiveAvgPool2d([_size, _size]);
}

/// <summary>A network fed in fp64, where two ways of adding the same numbers agree far better than fp32 could show.</summary>
internal sealed class Wide : Backbone
{
    private readonly Backbone _inner;

    public Wide(Backbone inner) => _inner = Child("", inner);

    public override int FeatureSize => _inner.FeatureSize;

    public override Tensor Forward(Tensor input) => _inner.Forward(input.To(ScalarType.Float64));

    /// <summary>Makes all numbers of a module fp64.</summary>
    public static T Widen<T>(T module) where T : Module
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach ((string name, Tensor tensor) in module.NamedState())
            if (tensor.Type == ScalarType.Float32)
                tensor.SetData(tensor.To(ScalarType.Float64));
        return module;
    }
}
