using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// What a discriminator that tells real from fake learns, and the generator that makes the fake. All take logits, <c>[batch]</c>, and give a scalar; computed in fp32 or wider.
/// </summary>
public static class Adversarial
{
    /// <summary>Cross-entropy of the discriminator, real being 1 and fake 0 (Goodfellow et al. 2014, arXiv:1406.2661, eq. 1).</summary>
    public static Tensor DiscriminatorCrossEntropy(Tensor real, Tensor fake) => FullPrecision.Of(real).Neg().Softplus().Mean() + FullPrecision.Of(fake).Softplus().Mean();

    /// <summary>The generator's part of the same game, <c>ln(1 - D(fake))</c>: without slope where the discriminator is sure.</summary>
    public static Tensor Saturating(Tensor fake) => FullPrecision.Of(fake).Softplus().Mean().Neg();

    /// <summary><c>-ln D(fake)</c>, which has a slope there (the same, section 3).</summary>
    public static Tensor NonSaturating(Tensor fake) => FullPrecision.Of(fake).Neg().Softplus().Mean();

    /// <summary>The discriminator's hinge: nothing is gained beyond a margin of 1 (Miyato et al. 2018, arXiv:1802.05957, eq. 16).</summary>
    public static Tensor DiscriminatorHinge(Tensor real, Tensor fake) => (1 - FullPrecision.Of(real)).Relu().Mean() + (FullPrecision.Of(fake) + 1).Relu().Mean();

    /// <summary>The generator's part beside a hinge (eq. 17), and beside a critic of Wasserstein's distance.</summary>
    public static Tensor Linear(Tensor fake) => FullPrecision.Of(fake).Mean().Neg();

    /// <summary>Half the squared distances from 1 and 0 (Mao et al. 2017, arXiv:1611.04076, eq. 2).</summary>
    public static Tensor DiscriminatorLeastSquares(Tensor real, Tensor fake) => ((FullPrecision.Of(real) - 1).Square().Mean() + FullPrecision.Of(fake).Square().Mean()) / 2;

    /// <summary>Half the squared distance from 1 (the same).</summary>
    public static Tensor GeneratorLeastSquares(Tensor fake) => (FullPrecision.Of(fake) - 1).Square().Mean() / 2;

    /// <summary>How far a critic's slope is from 1 between real and fake, <c>mean((|slope| - 1)²)</c> (Gulrajani et al. 2017, arXiv:1704.00028, eq. 3). It can be differentiated.</summary>
    /// <param name="critic"><c>[batch, ...]</c> to <c>[batch]</c> or <c>[batch, 1]</c>.</param>
    /// <param name="real"><c>[batch, ...]</c>.</param>
    /// <param name="fake"><c>[batch, ...]</c>.</param>
    /// <param name="share">How much of the point is real, 0 to 1, <c>[batch, 1, ...]</c>; drawn evenly for each pair.</param>
    public static Tensor GradientPenalty(Func<Tensor, Tensor> critic, Tensor real, Tensor fake, Tensor share)
    {
        ArgumentNullException.ThrowIfNull(critic);
        Tensor between = ((share * real) + ((1 - share) * fake)).Detach();
        between.RequiresGradient = true;
        Tensor slope = Differentiation.Gradients(critic(between).Sum(), [between], createGraph: true)[0]!;
        return (slope.Reshape([slope.Size(0), -1]).LinalgVectorNorm(2, [1]) - 1).Square().Mean();
    }
}
