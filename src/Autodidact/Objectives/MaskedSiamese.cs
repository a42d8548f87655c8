using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// Views of which much is masked are assigned to the same prototypes as the whole picture: MSN (Assran et al. 2022,
/// arXiv:2204.07141) and PMSN, with another prior than equal clusters (Assran et al. 2022, arXiv:2210.07277).
/// </summary>
public static class MaskedSiamese
{
    /// <summary>Logarithms of <c>softmax(cos(row, prototype) / temperature)</c>, <c>[rows, prototypes]</c> (MSN, section 3).</summary>
    /// <param name="rows"><c>[rows, dimension]</c>; normalised here, as are the prototypes.</param>
    /// <param name="prototypes"><c>[prototypes, dimension]</c>.</param>
    public static Tensor LogAssignments(Tensor rows, Tensor prototypes, double temperature)
    {
        using FullPrecision guard = new(rows.Device);
        Tensor cosines = FullPrecision.Of(rows).Normalize().Matmul(FullPrecision.Of(prototypes).Normalize().T());
        return (cosines / temperature).LogSoftmax(1);
    }

    /// <summary>What anchors must predict: assignments raised to the power 1 / sharpening, balanced by Sinkhorn where asked, without gradient.</summary>
    /// <param name="sharpening">In (0, 1]; 0.25 in the paper.</param>
    /// <param name="iterations">Of Sinkhorn; 0 leaves it out.</param>
    public static Tensor Targets(Tensor rows, Tensor prototypes, double temperature, double sharpening, int iterations)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor logarithms = (LogAssignments(rows, prototypes, temperature) / sharpening).LogSoftmax(1);
        return (iterations == 0 ? logarithms.Exp() : Sinkhorn.Assign(logarithms, epsilon: 1, iterations)).Keep();
    }

    /// <summary>Mean cross-entropy of the anchors with their picture's target (MSN, eq. 1, first term).</summary>
    /// <param name="logAnchors"><c>[views * batch, prototypes]</c>, view-major.</param>
    /// <param name="targets"><c>[batch, prototypes]</c>.</param>
    public static Tensor CrossEntropy(Tensor logAnchors, Tensor targets) =>
        (logAnchors.Reshape([-1, targets.Size(0), targets.Size(1)]) * targets.Detach()).Sum([2L]).Mean().Neg();

    /// <summary>ln(prototypes) less the entropy of the mean anchor: 0 where prototypes are used alike (MSN, eq. 1, second term).</summary>
    public static Tensor MeanEntropyDeficit(Tensor logAnchors)
    {
        Tensor mean = logAnchors.Exp().Mean([0]);
        return (mean * mean.Log()).Sum() + Math.Log(logAnchors.Size(1));
    }

    /// <summary>KL from the power law, entry k proportional to k^-exponent, to the mean anchor (PMSN, section 4).</summary>
    public static Tensor PowerLawDivergence(Tensor logAnchors, double exponent)
    {
        Tensor ranks = Tensor.Arange(logAnchors.Size(1), logAnchors.Type).To(logAnchors.Device) + 1;
        Tensor logPrior = (ranks.Log() * -exponent).LogSoftmax(0);
        return (logPrior.Exp() * (logPrior - logAnchors.Exp().Mean([0]).Log())).Sum();
    }
}
