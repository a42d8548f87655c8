using Autodidact.Engine;

namespace Autodidact.Models.Tokenizers;

/// <summary>Codes that are the moving means of their tokens: the quantizer of VQ-VAE (van den Oord et al. 2017, arXiv:1711.00937, appendix A.1).</summary>
public sealed class EuclideanCodebook : Codebook
{
    // What a code that is never used counts for, so that nothing is divided by 0.
    private const double Least = 1e-5;

    private readonly Tensor _sums;

    /// <inheritdoc/>
    public EuclideanCodebook(long codes, long size, double momentum = 0.99) : base(codes, size, momentum) =>
        _sums = Buffer("embedding_sum", Tensor.Zeros([codes, size]));

    public override Tensor Prepared(Tensor tokens) => tokens;

    protected override void Restarted() => _sums.CopyInPlace(Codes * Counts.Unsqueeze(1));

    // Both means begin at 0, so that their quotient is the mean of the tokens from the first step on; a code without tokens stays where it is.
    protected override void Move(Tensor sums, Tensor counts)
    {
        _sums.MulInPlace(Momentum);
        _sums.AddInPlace(sums, 1 - Momentum);
        Codes.CopyInPlace(Counts.Gt(Least).Unsqueeze(1).Where(_sums / Counts.ClampMin(Least).Unsqueeze(1), Codes));
    }
}
