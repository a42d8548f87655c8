namespace Autodidact.Engine.Modules;

/// <summary>Normalisation of each row by its own mean and variance, then a learned scale and shift (Ba et al. 2016, arXiv:1607.06450).</summary>
public sealed class LayerNorm : Layer
{
    private readonly long _size;
    private readonly double _epsilon;
    private readonly Tensor _weight, _bias;

    /// <param name="size">Elements of the last dimension.</param>
    /// <param name="epsilon">Added to variances: 1e-6 in vision transformers, 1e-12 in BERT.</param>
    public LayerNorm(long size, double epsilon = 1e-6)
    {
        (_size, _epsilon) = (size, epsilon);
        _weight = Parameter("weight", Tensor.Ones([size]));
        _bias = Parameter("bias", Tensor.Zeros([size]));
    }

    /// <remarks>In the precision of its weights, as on GPUs under autocast: what comes in half precision would lose its mean to rounding.</remarks>
    public override Tensor Forward(Tensor input) => input.To(_weight.Type).LayerNorm([_size], _weight, _bias, _epsilon);
}
