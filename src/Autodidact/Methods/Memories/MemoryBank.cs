using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Objectives;

namespace Autodidact.Methods.Memories;

/// <summary>
/// A feature of every sample, as it was when the sample was last seen, mixed with what it was before (Wu et al. 2018, arXiv:1805.01978). All of it
/// is saved state.
/// </summary>
public sealed class MemoryBank : Module
{
    private readonly double _momentum;

    /// <summary>A bank of random directions, which real features replace.</summary>
    /// <param name="momentum">Share of what was remembered that remains at an update, 0 to 1.</param>
    public MemoryBank(long samples, long dimension, double momentum) : this(Tensor.Randn([samples, dimension]).Normalize(), momentum)
    {
    }

    /// <param name="rows"><c>[samples, dimension]</c>, of unit length: what it holds at first.</param>
    public MemoryBank(Tensor rows, double momentum)
    {
        _momentum = momentum;
        Rows = Buffer("rows", rows);
    }

    /// <summary><c>[samples, dimension]</c>, of unit length.</summary>
    public Tensor Rows { get; }

    /// <summary>What is remembered of some samples, <c>[batch, dimension]</c>.</summary>
    /// <param name="indices"><c>[batch]</c>.</param>
    public Tensor Of(Tensor indices) => Rows.IndexSelect(0, indices);

    /// <summary>Similarities of each row to what is remembered of its own candidates.</summary>
    /// <param name="unit"><c>[batch, dimension]</c>, of unit length.</param>
    /// <param name="candidates"><c>[batch, count]</c>: indices of samples.</param>
    /// <returns><c>[batch, count]</c>.</returns>
    public Tensor Similarities(Tensor unit, Tensor candidates)
    {
        (long batch, long count) = (candidates.Size(0), candidates.Size(1));
        // All similarities are cheaper than copies of the candidates where they take less memory.
        if (Rows.Size(0) <= count * Rows.Size(1)) return unit.Matmul(Rows.T()).Gather(1, candidates);
        Tensor remembered = Rows.IndexSelect(0, candidates.Reshape([batch * count])).Reshape([batch, count, Rows.Size(1)]);
        return remembered.Matmul(unit.Unsqueeze(2)).Squeeze(2);
    }

    /// <summary>Mixes new features in: normalise(momentum * old + (1 - momentum) * new).</summary>
    /// <param name="indices"><c>[batch]</c>; of a sample that is there twice, one of the two counts.</param>
    /// <param name="unit"><c>[batch, dimension]</c>, of unit length.</param>
    public void Update(Tensor indices, Tensor unit)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Rows.IndexCopyInPlace(0, indices, ((Of(indices) * _momentum) + (unit.To(Rows.Type) * (1 - _momentum))).Normalize());
    }
}
