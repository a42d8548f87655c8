namespace Autodidact.Engine.Modules;

/// <summary>The way back of a convolution's shapes, <c>[batch, inputs, height, width]</c> to <c>[batch, outputs, height', width']</c>; a stride makes maps larger.</summary>
public sealed class TransposedConvolution2d : Layer
{
    private readonly Tensor _weight, _bias;
    private readonly long _stride, _padding;

    public TransposedConvolution2d(long inputs, long outputs, long kernel, long stride = 1, long padding = 0)
    {
        (_stride, _padding) = (stride, padding);
        // Of the kernel's weights, an output meets one in stride x stride.
        long fan = Math.Max(1, inputs * kernel * kernel / (stride * stride));
        _weight = Parameter("weight", Initialization.KaimingNormal([inputs, outputs, kernel, kernel], fan));
        _bias = Parameter("bias", Initialization.Uniform([outputs], fan));
    }

    public override Tensor Forward(Tensor input)
    {
        Tensor output = input.ConvTranspose2d(_weight, _bias, [_stride, _stride], [_padding, _padding]);
        WorkCounter.Count(input, _weight, output, _weight.ElementCount / (_weight.Size(1) * _stride * _stride));
        return output;
    }
}
