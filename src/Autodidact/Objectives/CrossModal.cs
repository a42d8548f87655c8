using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Objectives between two modalities whose rows belong together, such as pictures and captions. Computed in fp32 or wider.</summary>
public static class CrossModal
{
    /// <summary>
    /// CLIP (Radford et al. 2021, arXiv:2103.00020, fig. 3): cross entropy of rows and of columns of all similarities, averaged.
    /// </summary>
    /// <param name="first"><c>[batch, dimension]</c>, of unit length.</param>
    /// <param name="second"><c>[batch, dimension]</c>, of unit length, row by row the partners of <paramref name="first"/>.</param>
    /// <param name="scale">A scalar that multiplies similarities: the exponential of what is learned.</param>
    /// <returns>A scalar; ln(batch) where nothing is told apart.</returns>
    public static Tensor Clip(Tensor first, Tensor second, Tensor scale)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(first.Device);
        Tensor logits = scale * FullPrecision.Of(first).Matmul(FullPrecision.Of(second).T());
        Tensor rows = logits.LogSoftmax(1).Diagonal().Mean(), columns = logits.LogSoftmax(0).Diagonal().Mean();
        return ((rows + columns) / -2).Keep();
    }

    /// <summary>
    /// SigLIP (Zhai et al. 2023, arXiv:2303.15343, eq. 1): every pair is judged by itself, whether it belongs together; summed over all pairs
    /// and divided by the batch.
    /// </summary>
    /// <param name="first"><c>[batch, dimension]</c>, of unit length.</param>
    /// <param name="second"><c>[batch, dimension]</c>, of unit length.</param>
    /// <param name="scale">A scalar that multiplies similarities.</param>
    /// <param name="bias">A scalar that is added: negative, since most pairs do not belong together.</param>
    public static Tensor SigLip(Tensor first, Tensor second, Tensor scale, Tensor bias)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(first.Device);
        Tensor logits = (scale * FullPrecision.Of(first).Matmul(FullPrecision.Of(second).T())) + bias;
        long batch = first.Size(0);
        Tensor belongs = (Tensor.Eye(batch, logits.Type, logits.Device) * 2) - 1;
        Tensor wrong = -(logits * belongs);
        // -ln(sigmoid(x)) = ln(e^0 + e^-x), without overflow.
        return (Ops.Stack([wrong.Detach() * 0, wrong]).Logsumexp([0L]).Sum() / batch).Keep();
    }
}
