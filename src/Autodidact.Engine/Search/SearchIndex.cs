using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Search;

/// <summary>
/// Vectors that are found by their inner product with a query (cosine, where all have unit length), with FAISS. A vector's number is its
/// place, counted from 0 in the order in which they were added. Searches may run on several threads at once, but not beside an addition.
/// </summary>
public sealed unsafe class SearchIndex : IDisposable
{
    // What a call works on before it looks whether to go on.
    private const int AddedAtOnce = 16384, SearchedAtOnce = 4096;

    private readonly SearchIndexHandle _handle;

    /// <summary>An empty index.</summary>
    /// <param name="dimension">Numbers in a vector, 1 to 65,536.</param>
    /// <param name="options">What it is made of.</param>
    /// <exception cref="EngineArgumentException">An option is out of its range.</exception>
    public SearchIndex(int dimension, SearchIndexOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SearchIndexShape shape = new()
        {
            Kind = (int)options.Kind,
            Links = options.Links,
            Construction = options.Construction,
            Lists = options.Lists,
            CodeBytes = options.CodeBytes,
            Dimension = dimension,
            Seed = options.Seed,
            Count = options.Expected,
        };
        NativeSearch.Check(NativeSearch.Create(shape, out _handle));
        (Kind, Dimension) = (options.Kind, dimension);
    }

    private SearchIndex(SearchIndexHandle handle)
    {
        _handle = handle;
        SearchIndexShape shape = Shape;
        (Kind, Dimension) = ((SearchIndexKind)shape.Kind, shape.Dimension);
    }

    /// <summary>How it finds vectors.</summary>
    public SearchIndexKind Kind { get; }

    /// <summary>Numbers in a vector.</summary>
    public int Dimension { get; }

    /// <summary>Vectors in it.</summary>
    public int Count => (int)Shape.Count;

    /// <summary>Memory that it holds, in bytes.</summary>
    public long Bytes => Shape.Bytes;

    /// <summary>What it is made of.</summary>
    public SearchIndexOptions Options
    {
        get
        {
            SearchIndexShape shape = Shape;
            return new() { Kind = Kind, Links = shape.Links, Construction = shape.Construction, Lists = shape.Lists, CodeBytes = shape.CodeBytes, Expected = Count };
        }
    }

    private SearchIndexShape Shape
    {
        get
        {
            NativeSearch.Check(NativeSearch.Shape(_handle, out SearchIndexShape shape));
            return shape;
        }
    }

    /// <summary>Reads an index that <see cref="Write"/> wrote, or FAISS itself, as long as it is of one of the three kinds and compares by inner product.</summary>
    /// <remarks>Memory is bounded by the length of the file, and a file that would lead a search astray is refused.</remarks>
    /// <exception cref="InvalidDataException">It is damaged, or of another kind.</exception>
    /// <exception cref="EngineException">It cannot be opened.</exception>
    public static SearchIndex Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        NativeSearch.Check(NativeSearch.Read(path, out SearchIndexHandle handle), path);
        return new(handle);
    }

    /// <summary>Learns how to divide and code vectors, which <see cref="SearchIndexKind.IvfPq"/> has to before any are added; the other kinds take no notice.</summary>
    /// <param name="vectors"><c>[vectors, dimension]</c>, row-major: some dozens for each list, drawn evenly from those that will come.</param>
    /// <param name="threads">Threads to use; 0 takes as many as tensors do.</param>
    /// <param name="cancel">Ends it between two iterations.</param>
    /// <exception cref="ArgumentException">The array does not hold whole vectors.</exception>
    /// <exception cref="EngineArgumentException">A number is not finite.</exception>
    public void Train(ReadOnlySpan<float> vectors, int threads = 0, CancellationToken cancel = default)
    {
        using CancelFlag flag = new(cancel);
        fixed (float* start = vectors)
            NativeSearch.Check(NativeSearch.Train(_handle, start, Rows(vectors, nameof(vectors)), ThreadsOf(threads), flag.Pointer));
    }

    /// <summary>Adds vectors behind those that are there.</summary>
    /// <param name="vectors"><c>[vectors, dimension]</c>, row-major.</param>
    /// <param name="threads">Threads to use; 0 takes as many as tensors do. With more than one, which links a graph gets depends on which thread comes first.</param>
    /// <param name="cancel">Ends it; the index is of no use then.</param>
    /// <exception cref="ArgumentException">The array does not hold whole vectors.</exception>
    /// <exception cref="EngineArgumentException">A number is not finite.</exception>
    public void Add(ReadOnlySpan<float> vectors, int threads = 0, CancellationToken cancel = default)
    {
        int rows = Rows(vectors, nameof(vectors));
        using CancelFlag flag = new(cancel);
        for (int row = 0; row < rows; row += AddedAtOnce)
        {
            cancel.ThrowIfCancellationRequested();
            int some = Math.Min(AddedAtOnce, rows - row);
            fixed (float* start = vectors.Slice(row * Dimension, some * Dimension))
                NativeSearch.Check(NativeSearch.Add(_handle, start, some, ThreadsOf(threads), flag.Pointer));
        }
    }

    /// <summary>The vectors with the largest inner product with each query.</summary>
    /// <param name="queries"><c>[queries, dimension]</c>, row-major.</param>
    /// <param name="k">Neighbours of each query, at least 1. Where fewer are found, the rest of the numbers are -1.</param>
    /// <param name="effort">
    /// How far it looks: candidates of a graph, or lists. More find more and take longer. 0 looks at every vector, which is exact, but for the
    /// precision in which <see cref="SearchIndexKind.IvfPq"/> keeps them; of no meaning to a flat index.
    /// </param>
    /// <param name="allowed">
    /// A bit for each vector, the lowest first in each byte: whether it may be found. Empty where all may. Where few may, each of them is looked at,
    /// whatever the effort: a graph or lists would lead past them.
    /// </param>
    /// <param name="threads">Threads to use; 0 takes as many as tensors do.</param>
    /// <param name="cancel">Ends it between blocks of queries.</param>
    /// <exception cref="ArgumentException">The array does not hold whole vectors.</exception>
    /// <exception cref="EngineArgumentException">A number is not finite.</exception>
    public Neighbours Search(ReadOnlySpan<float> queries, int k, int effort, ReadOnlySpan<byte> allowed = default, int threads = 0, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(effort);
        int rows = Rows(queries, nameof(queries));
        float[] scores = new float[checked(rows * k)];
        long[] ids = new long[scores.Length];
        for (int row = 0; row < rows; row += SearchedAtOnce)
        {
            cancel.ThrowIfCancellationRequested();
            int some = Math.Min(SearchedAtOnce, rows - row);
            fixed (float* query = queries.Slice(row * Dimension, some * Dimension), score = scores.AsSpan(row * k))
            fixed (long* id = ids.AsSpan(row * k))
            fixed (byte* bits = allowed)
                NativeSearch.Check(NativeSearch.Search(_handle, query, some, k, effort, bits, allowed.Length, ThreadsOf(threads), score, id));
        }
        return new(scores, ids, k);
    }

    /// <summary>The vectors of some numbers, <c>[numbers, dimension]</c>, as exactly as they are kept.</summary>
    /// <exception cref="EngineArgumentException">There is no such vector.</exception>
    public float[] Reconstruct(ReadOnlySpan<long> numbers)
    {
        float[] vectors = new float[checked(numbers.Length * Dimension)];
        fixed (long* number = numbers)
        fixed (float* vector = vectors)
            NativeSearch.Check(NativeSearch.Reconstruct(_handle, number, numbers.Length, vector));
        return vectors;
    }

    /// <summary>Writes the index in FAISS's own format, which other programs read as well. When this returns it is on the disk.</summary>
    /// <remarks>A file that is there is written over, so that a process that ends early leaves it damaged: write into an <see cref="Serialization.AtomicFolder"/>.</remarks>
    /// <exception cref="EngineException">It cannot be written.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        NativeSearch.Check(NativeSearch.Write(_handle, path));
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static int ThreadsOf(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        return threads == 0 ? TorchRuntime.Threads : threads;
    }

    private int Rows(ReadOnlySpan<float> vectors, string name) => vectors.Length % Dimension == 0
        ? vectors.Length / Dimension
        : throw new ArgumentException($"{vectors.Length} numbers are not whole vectors of {Dimension}.", name);
}
