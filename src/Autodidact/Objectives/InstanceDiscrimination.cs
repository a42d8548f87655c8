using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// Every sample is a class of its own, told from all others through remembered features (Wu et al. 2018, arXiv:1805.01978). Computed in
/// fp32 or wider.
/// </summary>
public static class InstanceDiscrimination
{
    /// <summary>
    /// Noise-contrastive estimation (eq. 6 and 7): how surely the remembered feature of the sample itself is told from those of
    /// <c>negatives</c> samples drawn uniformly.
    /// </summary>
    /// <param name="densities"><c>[batch, 1 + negatives]</c>, exp(similarity / τ) / Z, the sample's own first; see <see cref="Normalizer"/>.</param>
    /// <param name="samples">Samples there are: each is drawn with a probability of 1 / samples.</param>
    /// <param name="epsilon">Keeps quotients finite.</param>
    public static Tensor NoiseContrastive(Tensor densities, long samples, double epsilon = 1e-7)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(densities.Device);
        Tensor values = FullPrecision.Of(densities);
        long negatives = values.Size(1) - 1;
        double noise = (double)negatives / samples;
        Tensor positive = values.Narrow(1, 0, 1), negative = values.Narrow(1, 1, negatives);
        Tensor surely = (positive / (positive + (noise + epsilon))).Log().Sum() + (Math.Log(noise) - (negative + (noise + epsilon)).Log()).Sum();
        return (surely / -values.Size(0)).Keep();
    }

    /// <summary>
    /// Z, estimated as samples * mean of exp(similarity / τ) over a batch (eq. 8). It is taken once and then stays as it is; it carries no gradient.
    /// </summary>
    /// <param name="exponentials">exp(similarity / τ) of a batch with its candidates.</param>
    public static Tensor Normalizer(Tensor exponentials, long samples) => exponentials.Detach().Mean() * samples;

    /// <summary>Softmax over the remembered features of all samples (eq. 2): exact, for as many samples as memory allows.</summary>
    /// <param name="unit"><c>[batch, dimension]</c>, of unit length.</param>
    /// <param name="memory"><c>[samples, dimension]</c>, of unit length; without gradient.</param>
    /// <param name="indices"><c>[batch]</c>: which sample each row is.</param>
    /// <param name="temperature">Above 0.</param>
    /// <returns>A scalar; ln(samples) where nothing is told apart.</returns>
    public static Tensor FullSoftmax(Tensor unit, Tensor memory, Tensor indices, double temperature)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(unit.Device);
        Tensor logits = (FullPrecision.Of(unit) / temperature).Matmul(FullPrecision.Of(memory).Detach().T());
        return logits.LogSoftmax(1).Gather(1, indices.Unsqueeze(1)).Mean().Neg().Keep();
    }

    /// <summary>Proximal regularisation (eq. 9): the mean squared distance to what was remembered of the same samples.</summary>
    /// <param name="unit"><c>[batch, dimension]</c>, of unit length.</param>
    /// <param name="remembered"><c>[batch, dimension]</c>; without gradient.</param>
    public static Tensor Proximal(Tensor unit, Tensor remembered)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(unit.Device);
        return (FullPrecision.Of(unit) - FullPrecision.Of(remembered).Detach()).Square().Sum([1L]).Mean().Keep();
    }
}
