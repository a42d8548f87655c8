namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>
/// How near two rows are in the eyes of both: <c>p_ij = (p(j | i) + p(i | j)) / 2n</c>, all of which add up to 1. Van der Maaten and Hinton 2008, section 3.1.
/// </summary>
internal static class JointProbabilities
{
    /// <summary>Of all pairs, <c>[rows, rows]</c>, 0 on the diagonal; and β of every row.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; at least three rows.</param>
    /// <param name="dimension">Numbers in a row.</param>
    /// <param name="perplexity">Above 1, below rows - 1.</param>
    /// <param name="team">Who computes.</param>
    public static (double[] Joint, double[] Betas) Exact(ReadOnlyMemory<float> values, int dimension, double perplexity, ThreadTeam team)
    {
        int count = values.Length / dimension;
        double[] near = new double[checked(count * count)], betas = new double[count];
        team.Over(count, 16, (from, to) =>
        {
            double[] squares = new double[count - 1], shares = new double[count - 1];
            for (int row = from; row < to; row++)
            {
                ReadOnlySpan<float> own = values.Span.Slice(row * dimension, dimension);
                for (int other = 0, at = 0; other < count; other++)
                    if (other != row) squares[at++] = Square(own, values.Span.Slice(other * dimension, dimension));
                betas[row] = Perplexity.Of(squares, perplexity, shares);
                shares.AsSpan(0, row).CopyTo(near.AsSpan(row * count));
                shares.AsSpan(row).CopyTo(near.AsSpan((row * count) + row + 1));
            }
        });
        for (int row = 0; row < count; row++)
            for (int other = 0; other < row; other++)
                near[(row * count) + other] = near[(other * count) + row] = (near[(row * count) + other] + near[(other * count) + row]) / (2 * count);
        return (near, betas);
    }

    /// <summary>Of each row and its nearest others alone, which hold nearly all of it when they are three times the perplexity. Van der Maaten 2014, section 4.1.</summary>
    public static SparseGraph Sparse(NeighbourTable neighbours, double perplexity, ThreadTeam team)
    {
        (int count, int k) = (neighbours.Count, neighbours.K);
        float[] near = new float[count * k];
        team.Over(count, 64, (from, to) =>
        {
            double[] squares = new double[k], shares = new double[k];
            for (int row = from; row < to; row++)
            {
                for (int i = 0; i < k; i++) squares[i] = (double)neighbours.Distances[(row * k) + i] * neighbours.Distances[(row * k) + i];
                Perplexity.Of(squares, perplexity, shares);
                for (int i = 0; i < k; i++) near[(row * k) + i] = (float)(shares[i] / (2 * count));
            }
        });
        return SparseGraph.Symmetric(neighbours, near, static (one, other) => one + other);
    }

    private static double Square(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++)
        {
            double difference = (double)one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }
}
