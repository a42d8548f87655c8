namespace Autodidact.Engine.Modules;

/// <summary>
/// Two-dimensional convolution, <c>[batch, inputs, height, width]</c> to <c>[batch, outputs, height', width']</c>.
/// Initialised for a following rectifier (fan-out), as torchvision's ResNets are.
/// </summary>
public sealed class Convolution2d : Layer
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly long _stride;
    private readonly long _padding;

    public Convolution2d(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, bool bias = true)
    {
        _stride = stride;
        _padding = padding;
        _weight = Parameter("weight", Initialization.KaimingNormal([outputs, inputs, kernel, kernel], outputs * kernel * kernel));
        if (bias) _bias = Parameter("bias", Initialization.Uniform([outputs], inputs * kernel * kernel));
    }

    internal Tensor Weight => _weight;

    internal Tensor? Bias => _bias;

    internal long Stride => _stride;

    internal long Padding => _padding;

    public override Tensor Forward(Tensor input)
    {
        Tensor output = input.Conv2d(_weight, _bias, [_stride, _stride], [_padding, _padding]);
        WorkCounter.Count(input, _weight, output, _weight.ElementCount / _weight.Size(0));
        return output;
    }
}
