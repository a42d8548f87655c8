using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Autodidact.Data.Views;

namespace Autodidact.Embeddings.Maps.Umap;

/// <summary>
/// The vectors along which a connected graph is slowest to mix: eigenvectors of <c>D^(-1/2) W D^(-1/2)</c> for its largest eigenvalues behind the trivial one, which are those
/// of the normalised Laplacian for its smallest. Found for eight vectors at once by subspace iteration with Chebyshev filters (Saad 1984; Zhou, Saad, Tiago and Chelikowsky 2006).
/// </summary>
/// <remarks>Sums go over blocks of fixed size in fixed order, so that the number of threads does not show in them.</remarks>
internal sealed class LaplacianVectors
{
    private const int Width = 8, Block = 1024, MostRounds = 60, FirstDegree = 16, MostDegree = 300;

    // Of the distance of an eigenvalue from 1; what the layout is for begins with a random jitter of 1e-5.
    private const double Tolerance = 1e-3;

    private readonly SparseGraph _graph;
    private readonly ThreadTeam _team;
    private readonly float[] _weights;
    private readonly double[] _trivial;
    private readonly int _count;
    private double[] _vectors, _next, _spare;
    private readonly double[] _sums;

    private LaplacianVectors(SparseGraph graph, ulong seed, ThreadTeam team)
    {
        (_graph, _team, _count) = (graph, team, graph.Count);
        double[] roots = Roots(graph);
        _weights = new float[graph.Ids.Length];
        for (int row = 0; row < _count; row++)
            for (int edge = graph.Starts[row]; edge < graph.Starts[row + 1]; edge++) _weights[edge] = (float)(graph.Weights[edge] / (roots[row] * roots[graph.Ids[edge]]));
        double length = Math.Sqrt(roots.Sum(root => root * root));
        _trivial = [.. roots.Select(root => root / length)];
        (_vectors, _next, _spare) = (new double[_count * Width], new double[_count * Width], new double[_count * Width]);
        _sums = new double[(_count + Block - 1) / Block * Width * Width];
        Draws draws = new(new DrawKey(seed, 0, 0, 0), DrawPurpose.Map);
        for (int i = 0; i < _vectors.Length; i++) _vectors[i] = draws.Uniform(-1, 1);
    }

    /// <summary>The first vectors behind the trivial one, <c>[rows, dimensions]</c>, each of length 1.</summary>
    /// <param name="graph">Connected; more rows than <paramref name="dimensions"/>.</param>
    /// <param name="dimensions">How many, 1 to 4.</param>
    /// <param name="seed">Decides where the search begins.</param>
    /// <param name="team">Who computes.</param>
    /// <param name="cancel">Ends the search early.</param>
    public static double[] Of(SparseGraph graph, int dimensions, ulong seed, ThreadTeam team, CancellationToken cancel) =>
        graph.Count <= 8 * Width ? Dense(graph, dimensions) : new LaplacianVectors(graph, seed, team).Iterate(dimensions, cancel);

    private static double[] Roots(SparseGraph graph)
    {
        double[] roots = new double[graph.Count];
        for (int row = 0; row < roots.Length; row++)
        {
            double degree = 0;
            for (int edge = graph.Starts[row]; edge < graph.Starts[row + 1]; edge++) degree += graph.Weights[edge];
            roots[row] = Math.Sqrt(degree);
        }
        return roots;
    }

    private static double[] Dense(SparseGraph graph, int dimensions)
    {
        int count = graph.Count;
        double[] roots = Roots(graph), matrix = new double[count * count], first = new double[count * dimensions];
        for (int row = 0; row < count; row++)
            for (int edge = graph.Starts[row]; edge < graph.Starts[row + 1]; edge++)
                matrix[(row * count) + graph.Ids[edge]] = graph.Weights[edge] / (roots[row] * roots[graph.Ids[edge]]);
        (_, double[] vectors) = SymmetricEigen.Of(matrix, count);
        for (int row = 0; row < count; row++)
            for (int i = 0; i < dimensions; i++) first[(row * dimensions) + i] = vectors[(row * count) + i + 1];
        return first;
    }

    private double[] Iterate(int dimensions, CancellationToken cancel)
    {
        (double cut, int degree) = (0, FirstDegree);
        double[] values = [];
        for (int round = 0; round < MostRounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            Filter(cut, degree);
            Orthonormalize();
            Orthonormalize();
            Multiply(_vectors, _next, 1, 0, null, 0);
            double[] products = Products(_vectors, _next);
            (values, double[] turn) = SymmetricEigen.Of(products, Width);
            Turn(_vectors, turn);
            Turn(_next, turn);
            if (IsDone(values, dimensions)) break;
            cut = Math.Min(values[^1], 1 - 1e-9);
            // Enough to tell the last wanted vector from the first unwanted one, and no more than keeps eight vectors apart.
            double wanted = Growth(values[dimensions - 1], cut), most = Growth(1, cut);
            degree = (int)Math.Clamp(Math.Min(4 / wanted, 12 / most), FirstDegree, MostDegree);
        }

        double[] first = new double[_count * dimensions];
        for (int row = 0; row < _count; row++)
            for (int i = 0; i < dimensions; i++) first[(row * dimensions) + i] = _vectors[(row * Width) + i];
        return first;
    }

    // How fast Chebyshev polynomials grow with their degree at a place above the interval from -1 to the cut.
    private static double Growth(double value, double cut) => Math.Acosh(Math.Max(1 + 1e-12, 1 + (2 * (value - cut) / (cut + 1))));

    private bool IsDone(double[] values, int dimensions)
    {
        double[] squares = new double[Width];
        for (int row = 0; row < _count; row++)
        {
            for (int i = 0; i < dimensions; i++)
            {
                double rest = _next[(row * Width) + i] - (values[i] * _vectors[(row * Width) + i]);
                squares[i] += rest * rest;
            }
        }
        for (int i = 0; i < dimensions; i++)
            if (Math.Sqrt(squares[i]) > Math.Max(Tolerance * (1 - values[i]), 1e-7)) return false;
        return true;
    }

    /// <summary>A polynomial of the matrix that is small between -1 and the cut and grows fast above, scaled to 1 at 1.</summary>
    private void Filter(double cut, int degree)
    {
        (double half, double middle) = ((cut + 1) / 2, (cut - 1) / 2);
        double first = half / (1 - middle), scale = first;
        Multiply(_vectors, _next, scale / half, middle, null, 0);
        for (int i = 2; i <= degree; i++)
        {
            double now = 1 / ((2 / first) - scale);
            Multiply(_next, _spare, 2 * now / half, middle, _vectors, scale * now);
            (_vectors, _next, _spare) = (_next, _spare, _vectors);
            scale = now;
        }
        (_vectors, _next) = (_next, _vectors);
    }

    /// <summary><c>to = factor (M - shift) from - share before</c>.</summary>
    private void Multiply(double[] from, double[] to, double factor, double shift, double[]? before, double share) => _team.Over(_count, Block, (first, last) =>
    {
        ref double source = ref MemoryMarshal.GetArrayDataReference(from);
        for (int row = first; row < last; row++)
        {
            Vector512<double> own = Vector512.LoadUnsafe(ref source, (nuint)(row * Width)), sum = own * -shift;
            for (int edge = _graph.Starts[row]; edge < _graph.Starts[row + 1]; edge++)
                sum += Vector512.LoadUnsafe(ref source, (nuint)(_graph.Ids[edge] * Width)) * _weights[edge];
            sum *= factor;
            if (before is not null) sum -= Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(before), (nuint)(row * Width)) * share;
            sum.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(to), (nuint)(row * Width));
        }
    });

    /// <summary>Takes the trivial vector out and makes the eight orthonormal, by the eigenvectors of their products.</summary>
    private void Orthonormalize()
    {
        Vector512<double> along = Vector512<double>.Zero;
        for (int row = 0; row < _count; row++) along += Vector512.LoadUnsafe(ref _vectors[row * Width]) * _trivial[row];
        for (int row = 0; row < _count; row++) (Vector512.LoadUnsafe(ref _vectors[row * Width]) - (along * _trivial[row])).StoreUnsafe(ref _vectors[row * Width]);
        (double[] values, double[] turn) = SymmetricEigen.Of(Products(_vectors, _vectors), Width);
        for (int column = 0; column < Width; column++)
        {
            double scale = 1 / Math.Sqrt(Math.Max(values[column], 1e-28 * values[0]));
            for (int row = 0; row < Width; row++) turn[(row * Width) + column] *= scale;
        }
        Turn(_vectors, turn);
    }

    private double[] Products(double[] left, double[] right)
    {
        Array.Clear(_sums);
        _team.Over(_count, Block, (first, last) =>
        {
            Span<double> sums = _sums.AsSpan(first / Block * Width * Width, Width * Width);
            for (int row = first; row < last; row++)
            {
                Vector512<double> other = Vector512.LoadUnsafe(ref right[row * Width]);
                for (int i = 0; i < Width; i++)
                {
                    ref double at = ref sums[i * Width];
                    (Vector512.LoadUnsafe(ref at) + (other * left[(row * Width) + i])).StoreUnsafe(ref at);
                }
            }
        });
        double[] products = new double[Width * Width];
        for (int i = 0; i < _sums.Length; i++) products[i % products.Length] += _sums[i];
        for (int i = 0; i < Width; i++)
            for (int j = 0; j < i; j++) products[(i * Width) + j] = products[(j * Width) + i] = (products[(i * Width) + j] + products[(j * Width) + i]) / 2;
        return products;
    }

    private void Turn(double[] vectors, double[] turn) => _team.Over(_count, Block, (first, last) =>
    {
        for (int row = first; row < last; row++)
        {
            Vector512<double> sum = Vector512<double>.Zero;
            for (int i = 0; i < Width; i++) sum += Vector512.LoadUnsafe(ref turn[i * Width]) * vectors[(row * Width) + i];
            sum.StoreUnsafe(ref vectors[row * Width]);
        }
    });
}
