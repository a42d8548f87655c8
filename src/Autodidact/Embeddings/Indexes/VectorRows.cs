using Autodidact.Engine.Search;

namespace Autodidact.Embeddings.Indexes;

/// <summary>Vectors of length 1 that can be gone through more than once, block by block, wherever they lie.</summary>
internal abstract class VectorRows
{
    /// <summary>Rows of a block; the last may have fewer.</summary>
    protected const int BlockRows = 8192;

    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>Numbers in a row.</summary>
    public abstract int Dimension { get; }

    /// <summary>All rows in order; a block is valid until the next.</summary>
    public abstract IEnumerable<ReadOnlyMemory<float>> Blocks();

    /// <summary>Some rows, <c>[numbers, dimension]</c>, in one pass.</summary>
    /// <param name="numbers">Which, rising.</param>
    public float[] Take(IReadOnlyList<int> numbers)
    {
        float[] taken = new float[(long)numbers.Count * Dimension];
        (int next, int first) = (0, 0);
        foreach (ReadOnlyMemory<float> block in Blocks())
        {
            int end = first + (block.Length / Dimension);
            for (; next < numbers.Count && numbers[next] < end; next++)
                block.Span.Slice((numbers[next] - first) * Dimension, Dimension).CopyTo(taken.AsSpan(next * Dimension));
            if (next == numbers.Count) break;
            first = end;
        }
        return taken;
    }

    /// <summary>The rows without some of them.</summary>
    /// <param name="left">Which are left out, rising.</param>
    public VectorRows Without(IReadOnlyList<int> left) => left.Count == 0 ? this : new Rest(this, left);

    /// <summary>Rows in memory.</summary>
    /// <param name="values"><c>[rows, dimension]</c>.</param>
    /// <param name="dimension">Numbers in a row.</param>
    public static VectorRows Of(ReadOnlyMemory<float> values, int dimension) => new InMemory(values, dimension);

    /// <summary>Some rows of an index, as exactly as it keeps them.</summary>
    /// <param name="index">The index.</param>
    /// <param name="numbers">Which, in the order wanted.</param>
    public static VectorRows Of(SearchIndex index, IReadOnlyList<int> numbers) => new OfIndex(index, numbers);

    private sealed class InMemory(ReadOnlyMemory<float> values, int dimension) : VectorRows
    {
        public override int Count => values.Length / dimension;

        public override int Dimension => dimension;

        public override IEnumerable<ReadOnlyMemory<float>> Blocks()
        {
            for (int row = 0; row < Count; row += BlockRows)
                yield return values.Slice(row * dimension, Math.Min(BlockRows, Count - row) * dimension);
        }
    }

    private sealed class Rest(VectorRows rows, IReadOnlyList<int> left) : VectorRows
    {
        public override int Count => rows.Count - left.Count;

        public override int Dimension => rows.Dimension;

        public override IEnumerable<ReadOnlyMemory<float>> Blocks()
        {
            (int next, int first) = (0, 0);
            foreach (ReadOnlyMemory<float> block in rows.Blocks())
            {
                int end = first + (block.Length / Dimension), kept = 0;
                float[] rest = new float[block.Length];
                for (int row = first; row < end; row++)
                {
                    if (next < left.Count && left[next] == row) next++;
                    else block.Span.Slice((row - first) * Dimension, Dimension).CopyTo(rest.AsSpan(kept++ * Dimension));
                }
                first = end;
                if (kept > 0) yield return rest.AsMemory(0, kept * Dimension);
            }
        }
    }

    private sealed class OfIndex(SearchIndex index, IReadOnlyList<int> numbers) : VectorRows
    {
        public override int Count => numbers.Count;

        public override int Dimension => index.Dimension;

        public override IEnumerable<ReadOnlyMemory<float>> Blocks()
        {
            foreach (int[] some in numbers.Chunk(BlockRows)) yield return index.Reconstruct(Array.ConvertAll(some, number => (long)number));
        }
    }
}
