namespace Autodidact.Engine.Modules;

/// <summary>
/// y = x W^T without a bias, W's rows stated as length and direction: <c>g v / |v|</c> (Salimans and Kingma 2016,
/// arXiv:1602.07868, eq. 2). <c>[..., inputs]</c> to <c>[..., outputs]</c>, with PyTorch's names <c>weight_g</c> and <c>weight_v</c>.
/// </summary>
public sealed class WeightNormLinear : Layer
{
    private readonly Tensor _length;
    private readonly Tensor _direction;

    /// <param name="learnsLength">Whether the lengths, 1 at first, are learned; else only directions are.</param>
    public WeightNormLinear(long inputs, long outputs, bool learnsLength = false)
    {
        Tensor ones = Tensor.Ones([outputs, 1]);
        _length = learnsLength ? Parameter("weight_g", ones) : Buffer("weight_g", ones);
        _direction = Parameter("weight_v", Initialization.Uniform([outputs, inputs], inputs));
    }

    public override Tensor Forward(Tensor input) =>
        Ops.Linear(input, _direction * (_length / _direction.LinalgVectorNorm(2, [1], keepdim: true)));
}
