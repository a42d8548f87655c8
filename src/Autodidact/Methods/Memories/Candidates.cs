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
        long[] own = indices.ToArray<long>();
        Tensor candidates = Tensor.Empty([own.Length, 1 + negatives], ScalarType.Int64);
        Span<long> left = candidates.AsSpan<long>();
        Draws draws = new(new DrawKey(seed, 0, step, 0), DrawPurpose.Other);
        foreach (long index in own)
        {
            left[0] = index;
            foreach (ref long other in left.Slice(1, negatives))
            {
                int drawn = draws.Below(samples - 1);
                other = drawn < index ? drawn : drawn + 1;
            }
            left = left[(1 + negatives)..];
        }
        return candidates.To(indices.Device);
    }
}
