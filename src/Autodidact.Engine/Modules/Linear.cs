namespace Autodidact.Engine.Modules;

/// <summary>y = x W^T + b, <c>[batch, inputs]</c> to <c>[batch, outputs]</c>, with PyTorch's initialisation.</summary>
public sealed class Linear : Layer
{
    private readonly Tensor _weight;
    private readonly Tensor? _bias;

    public Linear(long inputs, long outputs, bool bias = true)
    {
        _weight = Parameter("weight", Initialization.Uniform([outputs, inputs], inputs));
        if (bias) _bias = Parameter("bias", Initialization.Uniform([outputs], inputs));
    }

    public override Tensor Forward(Tensor input)
    {
        Tensor output = Ops.Linear(input, _weight, _bias);
        WorkCounter.Count(input, _weight, output, _weight.Size(1));
        return output;
    }
}
