using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Methods.Memories;

/// <summary>Which samples a sample is told from.</summary>
internal static class Candidates
{
    /// <summary>For each sample itself and then others drawn uniformly, with replacement, never itself; the same on all processes.</summary>
    /// <param name="indices"><c>[batch]</c>, the samples.</param>
    /// <param name="negatives">How many others.</param>
    /// <param name="samples">Samples there are, at least 2.</param>
    /// <param name="seed">The run's.</param>
    /// <param name="step">The step, counted from 0.</param>
    /// <returns><c>[batch, 1 + negatives]</c>.</returns>
    public static Tensor Draw(Tensor indices, int negatives, int samples, ulong seed, long step)
    {
        long[] drawn = new long[indices.Size(0) * negatives];
        Draws draws = new(new DrawKey(seed, 0, step, 0), DrawPurpose.Other);
        for (int i = 0; i < drawn.Length; i++) drawn[i] = draws.Below(samples - 1);
        Tensor own = indices.Unsqueeze(1), others = Tensor.From(drawn, indices.Size(0), negatives).To(indices.Device);
        return Ops.Cat([own, others + (others - own).Ge(0).To(ScalarType.Int64)], 1);
    }
}
