namespace Autodidact.Engine.Modules;

/// <summary>
/// A convolution that sees only pixels in front of its own, row by row, so that each pixel can be predicted from those before it (PixelCNN, van den Oord et al. 2016,
/// arXiv:1601.06759, section 3.4): <c>[batch, inputs, height, width]</c> to <c>[batch, outputs, height, width]</c>. All channels share one mask. Above and to the right of a
/// pixel a stack of these has a blind spot.
/// </summary>
public sealed class MaskedConvolution2d : Layer
{
    private readonly Tensor _weight, _mask;
    private readonly Tensor? _bias;
    private readonly long _padding;

    /// <param name="kernel">Rows and columns, odd.</param>
    /// <param name="seesCentre">Whether the pixel itself is seen: not by a first layer (mask A), by all others (mask B).</param>
    public MaskedConvolution2d(long inputs, long outputs, long kernel, bool seesCentre, bool bias = true)
    {
        if (kernel < 1 || kernel % 2 == 0) throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "A pixel has to be in the middle: 1, 3, 5 and so on.");
        _padding = kernel / 2;
        _weight = Parameter("weight", Initialization.Uniform([outputs, inputs, kernel, kernel], inputs * kernel * kernel));
        if (bias) _bias = Parameter("bias", Initialization.Uniform([outputs], inputs * kernel * kernel));
        using TensorScope scope = new();
        long seen = (kernel * _padding) + _padding + (seesCentre ? 1 : 0);
        Tensor mask = Ops.Cat([Tensor.Ones([seen]), Tensor.Zeros([(kernel * kernel) - seen])]).Reshape([1, 1, kernel, kernel]).Expand([outputs, inputs, kernel, kernel]).Contiguous();
        _mask = Buffer("mask", mask);
    }

    public override Tensor Forward(Tensor input)
    {
        Tensor output = input.Conv2d(_weight * _mask, _bias, [1, 1], [_padding, _padding]);
        WorkCounter.Count(input, _weight, output, _weight.ElementCount / _weight.Size(0));
        return output;
    }
}
