namespace Autodidact.Engine.Modules;

/// <summary>Self-attention and a small network for each vector, each beside a path that goes around it (Vaswani et al. 2017, arXiv:1706.03762, section 3.1), with PyTorch's parameter names.</summary>
public sealed class TransformerEncoderLayer : Module
{
    private readonly bool _normFirst;
    private readonly Func<Tensor, Tensor> _activation;
    private readonly MultiheadAttention _attention;
    private readonly Linear _linear1, _linear2;
    private readonly LayerNorm _norm1, _norm2;

    /// <param name="size">Elements of a vector.</param>
    /// <param name="hidden">Width of the small network.</param>
    /// <param name="normFirst">Whether norms stand in front of what is beside the path, rather than behind both.</param>
    /// <param name="gelu">Whether the small network has GELU, rather than a rectifier.</param>
    public TransformerEncoderLayer(int size, int heads, int hidden, bool normFirst = false, bool gelu = false, double epsilon = 1e-5)
    {
        _normFirst = normFirst;
        _activation = gelu ? hiddenRow => hiddenRow.Gelu() : hiddenRow => hiddenRow.Relu();
        _attention = Child("self_attn", new MultiheadAttention(size, heads));
        _linear1 = Child("linear1", new Linear(size, hidden));
        _linear2 = Child("linear2", new Linear(hidden, size));
        _norm1 = Child("norm1", new LayerNorm(size, epsilon));
        _norm2 = Child("norm2", new LayerNorm(size, epsilon));
    }

    /// <summary><c>[batch, steps, size]</c> to the same shape.</summary>
    /// <param name="bias">Added to attention's logits, broadcast to <c>[batch, heads, steps, steps]</c>: minus infinity where a step is not to be seen.</param>
    public Tensor Forward(Tensor input, Tensor? bias = null)
    {
        if (_normFirst)
        {
            Tensor seen = _norm1.Forward(input), attended = input + _attention.Forward(seen, seen, seen, bias);
            return attended + Beside(_norm2.Forward(attended));
        }
        Tensor middle = _norm1.Forward(input + _attention.Forward(input, input, input, bias));
        return _norm2.Forward(middle + Beside(middle));
    }

    private Tensor Beside(Tensor rows) => _linear2.Forward(_activation(_linear1.Forward(rows)));
}
