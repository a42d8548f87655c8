using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Modules;

/// <summary>
/// A convolution and the batch norm behind it as one convolution, for a network that does not learn any more: the same function up to rounding. It is a copy, as the weights are now, in single
/// precision. On processors with AVX2 or AVX-512 a kernel of the project's own runs it, with what follows (a sum, rectification) in one go; elsewhere, and where outputs are no
/// multiple of a vector, libtorch's.
/// </summary>
/// <remarks>
/// Kernels of 3 x 3 that move by one pixel are computed four results at a time (Lavin and Gray 2016, arXiv:1509.09308, F(2 x 2, 3 x 3)). A picture's result does not depend on the others of its
/// batch, nor on the number of threads. Several threads may use it at once.
/// </remarks>
public sealed class FoldedConvolution : IDisposable
{
    private readonly Tensor _weight, _bias;
    private readonly long _stride, _padding;
    private IntPtr _packed;

    /// <param name="convolution">On the CPU; it stays as it is.</param>
    /// <param name="norm">Takes its outputs.</param>
    public FoldedConvolution(Convolution2d convolution, BatchNorm norm)
    {
        ArgumentNullException.ThrowIfNull(convolution);
        ArgumentNullException.ThrowIfNull(norm);
        (_stride, _padding) = (convolution.Stride, convolution.Padding);
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor scale, Tensor shift) = norm.Affine();
        Tensor bias = convolution.Bias is Tensor own ? (own.To(ScalarType.Float64) * scale) + shift : shift;
        _weight = (convolution.Weight.To(ScalarType.Float64) * scale.Reshape([-1, 1, 1, 1])).To(ScalarType.Float32).ChannelsLast().Own();
        _bias = bias.To(ScalarType.Float32).Own();
        if (IsOn) NativeEngine.Check(NativeEngine.ConvolutionPack(_weight.Handle, _bias.Handle, _stride, _padding, out _packed));
    }

    ~FoldedConvolution() => Release();

    /// <summary>Whether the project's own kernels are used where they can be; switched off for comparisons.</summary>
    public static bool IsOn { get; set; } = Environment.GetEnvironmentVariable("AUTODIDACT_CONVOLUTIONS") != "composed";

    /// <summary><c>[batch, inputs, height, width]</c> to <c>[batch, outputs, height', width']</c>.</summary>
    /// <param name="input">Pictures in single precision, fastest with channels last.</param>
    /// <param name="added">Joins the result before it is rectified; null for nothing.</param>
    /// <param name="rectified">Whether what is below 0 becomes 0.</param>
    public Tensor Forward(Tensor input, Tensor? added = null, bool rectified = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_packed != IntPtr.Zero)
        {
            NativeEngine.Check(NativeEngine.ConvolutionRun(_packed, input.Handle, added?.Handle ?? IntPtr.Zero, rectified ? 1 : 0, out IntPtr result));
            GC.KeepAlive(this);
            return Tensor.FromNative(result);
        }
        Tensor output = input.Conv2d(_weight, _bias, [_stride, _stride], [_padding, _padding]);
        if (added is not null) output.AddInPlace(added);
        if (rectified) output.ReluInPlace();
        return output;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (_packed != IntPtr.Zero) NativeEngine.ConvolutionRelease(_packed);
        _packed = IntPtr.Zero;
    }
}
