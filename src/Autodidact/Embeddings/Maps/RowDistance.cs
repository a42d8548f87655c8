using System.Numerics;
using System.Runtime.InteropServices;

namespace Autodidact.Embeddings.Maps;

/// <summary>How far two rows are from each other.</summary>
internal static class RowDistance
{
    /// <summary>The Euclidean distance, from differences: near rows far from zero lose nothing.</summary>
    public static float Between(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        ref float left = ref MemoryMarshal.GetReference(one), right = ref MemoryMarshal.GetReference(other);
        Vector<float> sum = Vector<float>.Zero;
        int i = 0;
        for (; i <= one.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> difference = Vector.LoadUnsafe(ref left, (nuint)i) - Vector.LoadUnsafe(ref right, (nuint)i);
            sum = Vector.FusedMultiplyAdd(difference, difference, sum);
        }
        float rest = 0;
        for (; i < one.Length; i++)
        {
            float difference = one[i] - other[i];
            rest += difference * difference;
        }
        return MathF.Sqrt(Vector.Sum(sum) + rest);
    }
}
