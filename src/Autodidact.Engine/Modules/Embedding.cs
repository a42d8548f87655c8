namespace Autodidact.Engine.Modules;

/// <summary>A learned vector for each number from 0 on.</summary>
public sealed class Embedding : Layer
{
    /// <param name="count">Numbers that have one.</param>
    /// <param name="size">Elements of a vector.</param>
    /// <param name="deviation">Standard deviation of their first values: 0.02 in most transformers, 1 in PyTorch.</param>
    public Embedding(long count, long size, double deviation = 0.02)
    {
        Tensor initial = Tensor.Empty([count, size]);
        initial.NormalInPlace(0, deviation);
        Weight = Parameter("weight", initial);
    }

    /// <summary>All vectors, <c>[count, size]</c>.</summary>
    public Tensor Weight { get; }

    /// <summary><c>[...]</c>, 64-bit numbers, to <c>[..., size]</c>.</summary>
    public override Tensor Forward(Tensor input) => Weight.Embedding(input);
}
