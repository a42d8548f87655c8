using Autodidact.Engine;

namespace Autodidact.Models.Tokenizers;

/// <summary>Codes on the unit sphere: the quantizer of vector-quantized knowledge distillation (BEiT v2, Peng et al. 2022, arXiv:2208.06366, section 2.1).</summary>
public sealed class NormalizedCodebook : Codebook
{
    /// <inheritdoc/>
    public NormalizedCodebook(long codes, long size, double momentum = 0.99) : base(codes, size, momentum)
    {
        using TensorScope scope = new();
        Codes.CopyInPlace(Codes.Normalize());
    }

    /// <summary>Tokens of length 1.</summary>
    public override Tensor Prepared(Tensor tokens) => tokens.Normalize();

    // A code that nothing was assigned to stays where it is.
    protected override void Move(Tensor sums, Tensor counts)
    {
        Tensor means = counts.Eq(0).Unsqueeze(1).Where(Codes, (sums / counts.ClampMin(1).Unsqueeze(1)).Normalize());
        Codes.CopyInPlace(((Codes * Momentum) + (means * (1 - Momentum))).Normalize());
    }
}
