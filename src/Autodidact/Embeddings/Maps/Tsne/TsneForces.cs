namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>
/// What moves points: the gradient of the divergence <c>KL(P || Q) = Σ p log(p / q)</c> from how near they are in the plane, <c>q_ij = (1 + |y_i - y_j|²)^-1 / Z</c>.
/// Van der Maaten and Hinton 2008, equations 4 and 5.
/// </summary>
internal abstract class TsneForces
{
    /// <summary>Fills in the gradient <c>4 Σ (e p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|²)</c>.</summary>
    /// <param name="places">Points, <c>[rows, 2]</c>.</param>
    /// <param name="gradient">Gets it, <c>[rows, 2]</c>.</param>
    /// <param name="exaggeration">e, what p is multiplied by.</param>
    /// <param name="measures">Whether the divergence is wanted.</param>
    /// <returns>The divergence from p as it is; not a number where it is not wanted.</returns>
    public abstract double Compute(ReadOnlyMemory<float> places, Memory<float> gradient, double exaggeration, bool measures);
}
