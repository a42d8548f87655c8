using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Predictions of what a teacher's network makes of a sample, instead of the sample itself. Computed in fp32 or wider.</summary>
public static class LatentPrediction
{
    /// <summary>
    /// The mean over all values of the smooth L1 distance, d² / 2 below 1 and d − 1/2 above (Girshick 2015, arXiv:1504.08083, eq. 3), as in the code of I-JEPA (Assran et al.
    /// 2023, arXiv:2301.08243, which has the squared distance).
    /// </summary>
    /// <param name="predictions">Any shape.</param>
    /// <param name="targets">The same shape; no gradient flows into them.</param>
    public static Tensor SmoothL1(Tensor predictions, Tensor targets)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(predictions.Device);
        return FullPrecision.Of(predictions).SmoothL1Loss(FullPrecision.Of(targets).Detach()).Keep();
    }

    /// <summary>Rows without their own mean and with deviation 1, without gradient: targets whose scale the teacher cannot shrink.</summary>
    /// <param name="tokens"><c>[..., width]</c>.</param>
    public static Tensor Standardized(Tensor tokens)
    {
        using NoGradient guard = new();
        using FullPrecision precision = new(tokens.Device);
        return FullPrecision.Of(tokens).LayerNorm([tokens.Size(-1)], null, null, 1e-5);
    }
}
