using System.Numerics;
using System.Runtime.InteropServices;
using Autodidact.Engine;

namespace Autodidact.Evaluation.Clustering;

/// <summary>
/// Agglomerative clustering: every row alone at first, the two nearest clusters joined until one is left. By chains of nearest neighbours (Murtagh 1983) with
/// the update of Lance and Williams (1967): as many steps as there are distances, which all lie in memory, <c>4 * rows²</c> bytes.
/// </summary>
public sealed class Dendrogram
{
    /// <summary>Rows for which the distances fit into memory anywhere: 400 MB.</summary>
    public const int MostRows = 10_000;

    private const int BlockRows = 1024;

    private Dendrogram(Merge[] merges) => Merges = merges;

    /// <summary>The merges, nearest first; one fewer than rows.</summary>
    public IReadOnlyList<Merge> Merges { get; }

    /// <summary>Rows.</summary>
    public int Rows => Merges.Count + 1;

    /// <summary>Joins rows.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major, finite; 1 to <see cref="MostRows"/> rows.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="linkage">What near means.</param>
    /// <param name="cancel">Checked before each merge.</param>
    /// <exception cref="ArgumentException">There are not whole rows, none, too many, or one that is not finite.</exception>
    public static Dendrogram Of(ReadOnlySpan<float> values, int dimension, Linkage linkage = Linkage.Ward, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        int n = values.Length / dimension;
        if (values.Length % dimension != 0 || n is 0 or > MostRows) throw new ArgumentException($"{values.Length} numbers are not 1 to {MostRows} rows of {dimension}.", nameof(values));
        if (FiniteRows.Find(values, dimension).Length < n) throw new ArgumentException("A row is not finite; leave out such rows (FiniteRows).", nameof(values));
        float[] distances = Distances(values, n, dimension, squared: linkage == Linkage.Ward);
        int[] sizes = new int[n], chain = new int[n];
        Array.Fill(sizes, 1);
        (int First, int Second, double Height)[] found = new (int, int, double)[n - 1];
        int length = 0;
        for (int merge = 0; merge < found.Length;)
        {
            cancel.ThrowIfCancellationRequested();
            if (length == 0) chain[length++] = Array.FindIndex(sizes, size => size > 0);
            int last = chain[length - 1];
            ReadOnlySpan<float> row = distances.AsSpan(last * n, n);
            int nearest = Nearest(row);
            // Of equally near ones the one before, or the chain would never end.
            if (length > 1 && row[chain[length - 2]] <= row[nearest]) nearest = chain[length - 2];
            if (length < 2 || nearest != chain[length - 2])
            {
                chain[length++] = nearest;
                continue;
            }
            found[merge++] = (last, nearest, linkage == Linkage.Ward ? Math.Sqrt(row[nearest]) : row[nearest]);
            Join(distances, sizes, n, last, nearest, linkage);
            length -= 2;
        }
        return new(Ordered(found, n));
    }

    /// <summary>The clusters there are before the last merges.</summary>
    /// <param name="clusters">How many, 1 to <see cref="Rows"/>.</param>
    /// <returns>The cluster of each row, counted by the first row of each, <c>[rows]</c>.</returns>
    public int[] Cut(int clusters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, Rows);
        int[] parents = [.. Enumerable.Range(0, Rows + Merges.Count)];
        for (int merge = 0; merge < Rows - clusters; merge++) parents[Merges[merge].First] = parents[Merges[merge].Second] = Rows + merge;
        // A parent has a larger number than its children.
        for (int node = parents.Length - 1; node >= 0; node--) parents[node] = parents[parents[node]];
        Dictionary<int, int> numbers = [];
        int[] labels = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            if (!numbers.TryGetValue(parents[row], out int number)) numbers.Add(parents[row], number = numbers.Count);
            labels[row] = number;
        }
        return labels;
    }

    /// <summary>The second of two clusters takes in the first, whose distances become infinite.</summary>
    private static void Join(float[] distances, int[] sizes, int n, int first, int second, Linkage linkage)
    {
        double apart = distances[(first * n) + second];
        for (int other = 0; other < n; other++)
        {
            if (sizes[other] == 0 || other == first || other == second) continue;
            double one = distances[(first * n) + other], two = distances[(second * n) + other];
            double joined = linkage == Linkage.Ward
                ? ((((double)sizes[first] + sizes[other]) * one) + (((double)sizes[second] + sizes[other]) * two) - (sizes[other] * apart)) / ((double)sizes[first] + sizes[second] + sizes[other])
                : ((sizes[first] * one) + (sizes[second] * two)) / ((double)sizes[first] + sizes[second]);
            distances[(second * n) + other] = distances[(other * n) + second] = (float)joined;
            distances[(other * n) + first] = float.PositiveInfinity;
        }
        distances.AsSpan(first * n, n).Fill(float.PositiveInfinity);
        distances[(second * n) + first] = float.PositiveInfinity;
        sizes[second] += sizes[first];
        sizes[first] = 0;
    }

    /// <summary>Chains find merges out of order; heights put them right, and clusters get their numbers.</summary>
    private static Merge[] Ordered((int First, int Second, double Height)[] found, int n)
    {
        int[] parents = [.. Enumerable.Range(0, n)], names = [.. Enumerable.Range(0, n)], sizes = new int[n];
        Array.Fill(sizes, 1);
        Merge[] merges = new Merge[found.Length];
        int at = 0;
        foreach ((int first, int second, double height) in found.OrderBy(merge => merge.Height))
        {
            (int one, int two) = (Root(parents, first), Root(parents, second));
            parents[one] = two;
            sizes[two] += sizes[one];
            merges[at] = new(Math.Min(names[one], names[two]), Math.Max(names[one], names[two]), height, sizes[two]);
            names[two] = n + at++;
        }
        return merges;
    }

    private static int Root(int[] parents, int node)
    {
        while (parents[node] != node) node = parents[node] = parents[parents[node]];
        return node;
    }

    // The first place of the least number, a vector at a time: nearly all of the work is here.
    private static int Nearest(ReadOnlySpan<float> row)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        Vector<float> least = new(float.PositiveInfinity);
        foreach (Vector<float> vector in vectors) least = Vector.Min(least, vector);
        float nearest = float.PositiveInfinity;
        for (int i = 0; i < Vector<float>.Count; i++) nearest = Math.Min(nearest, least[i]);
        for (int i = vectors.Length * Vector<float>.Count; i < row.Length; i++) nearest = Math.Min(nearest, row[i]);
        return row.IndexOf(nearest);
    }

    // Of all rows to all rows; infinite to themselves.
    private static float[] Distances(ReadOnlySpan<float> values, int n, int dimension, bool squared)
    {
        float[] all = new float[n * n];
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Tensor.From(values, n, dimension);
        rows -= rows.Mean([0], keepdim: true);
        Tensor squares = rows.Square().Sum([1L]), columns = rows.T();
        for (int first = 0; first < n; first += BlockRows)
        {
            using TensorScope inner = new();
            int count = Math.Min(BlockRows, n - first);
            Tensor distances = (squares.Narrow(0, first, count).Unsqueeze(1) + squares - (rows.Narrow(0, first, count).Matmul(columns) * 2)).ClampMin(0);
            (squared ? distances : distances.Sqrt()).ToArray<float>().CopyTo(all, first * n);
        }
        for (int row = 0; row < n; row++) all[(row * n) + row] = float.PositiveInfinity;
        return all;
    }
}
