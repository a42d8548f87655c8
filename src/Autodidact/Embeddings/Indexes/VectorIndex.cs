using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Engine.Search;
using Autodidact.Evaluation;
using Autodidact.Models;

namespace Autodidact.Embeddings.Indexes;

/// <summary>
/// The samples of one or more sources, found by the cosine of their features. It belongs to one encoder: vectors of another mean something else, and are
/// refused. Searches may run on several threads at once; whoever changes it must be alone with it.
/// <code>
/// using VectorIndex index = await VectorIndex.BuildAsync(encoder, "photos");
/// index.Save("photos-index");
/// foreach (Match match in index.Search(index.Vector("cat.jpg"), 10)) Console.WriteLine(match);
/// </code>
/// </summary>
/// <remarks>
/// What is taken out of a flat index is gone at once. The other kinds cannot let go of vectors: they are marked, no search finds them, and <see cref="Compact"/> builds the index
/// anew without them, which is worth it at about <see cref="WorthCompacting"/>.
/// </remarks>
public sealed partial class VectorIndex : IDisposable
{
    /// <summary>The share of vectors that are only marked above which an index should be built anew: searches step over them.</summary>
    public const double WorthCompacting = 0.2;

    private SearchIndex _vectors;
    private IndexedSamples _samples;
    private string? _folder;

    internal VectorIndex(IndexInformation information, SearchIndex vectors, IndexedSamples samples) => (Information, _vectors, _samples) = (information, vectors, samples);

    /// <summary>What it is and where it comes from.</summary>
    public IndexInformation Information { get; private set; }

    /// <summary>Samples that can be found.</summary>
    public int Count => _samples.Count;

    /// <summary>Numbers in a vector.</summary>
    public int Dimension => _vectors.Dimension;

    /// <summary>The ids of all samples, in no order.</summary>
    public IEnumerable<string> Ids => _samples.Ids;

    /// <summary>Share of the vectors that were taken out and still lie in it.</summary>
    public double RemovedShare => _samples.Rows == 0 ? 0 : 1 - ((double)_samples.Count / _samples.Rows);

    /// <summary>Whose the vectors are.</summary>
    internal IndexedSamples Samples => _samples;

    /// <summary>Whether there is an index in a folder.</summary>
    public static bool IsIn(string folder) => IndexFolder.IsIn(folder);

    /// <summary>Reads an index from its folder.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static VectorIndex Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        (IndexInformation information, SearchIndex vectors, IndexedSamples samples) = IndexFolder.Read(folder);
        return new(information, vectors, samples) { _folder = Path.GetFullPath(folder) };
    }

    /// <summary>Writes it to a folder: one that is not there appears whole, an index that is there is replaced in one moment.</summary>
    /// <exception cref="IOException">Something else is there, another process has changed the index meanwhile that was read from there, or it cannot be written.</exception>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string full = Path.GetFullPath(folder);
        Information = IndexFolder.Write(folder, Information, _vectors, _samples, full == _folder ? Information.Generation : null);
        _folder = full;
    }

    /// <summary>Whether an encoder is the one whose vectors these are.</summary>
    /// <exception cref="ConfigurationException">It is another one, or has other weights.</exception>
    public void RequireEncoder(Encoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        string fingerprint = encoder.Fingerprint();
        if (fingerprint != Information.Encoder)
            throw new ConfigurationException([new("index", Information.Encoder, $"was made with another encoder ({Information.EncoderName}): with the weights that are asked for now ({fingerprint}) its vectors mean nothing. Make the index anew")]);
    }

    /// <summary>The vector of a sample, <c>[dimension]</c>, of length 1.</summary>
    /// <exception cref="KeyNotFoundException">There is no such sample.</exception>
    public float[] Vector(string id) => _samples.TryFind(id, out int row)
        ? _vectors.Reconstruct([row])
        : throw new KeyNotFoundException(Spelling.Nearest(id, _samples.Ids.Take(100_000)) is string near ? $"There is no sample '{id}' in the index; did you mean '{near}'?" : $"There is no sample '{id}' in the index.");

    /// <summary>What is known of a sample; null where nothing is, or there is no such sample.</summary>
    public IReadOnlyDictionary<string, string>? FieldsOf(string id) => _samples.TryFind(id, out int row) ? _samples.Of(row) : null;

    /// <summary>The number of a sample's source among those of <see cref="Information"/>, and its index there; null where there is no such sample.</summary>
    public (int Source, int Place)? PlaceOf(string id) => _samples.TryFind(id, out int row) ? _samples.PlaceOf(row) : null;

    /// <summary>The nearest samples to a query, best first.</summary>
    /// <param name="query"><c>[dimension]</c>; its length does not matter.</param>
    /// <param name="count">How many, at least 1; fewer where there are not as many.</param>
    /// <param name="filter">Which may be found; null for all.</param>
    /// <exception cref="ConfigurationException">The filter names what is not known.</exception>
    public IReadOnlyList<Match> Search(ReadOnlySpan<float> query, int count, IndexFilter? filter = null) => Search(query, 1, count, filter)[0];

    /// <summary>The nearest samples to each of several queries, best first.</summary>
    /// <param name="queries"><c>[queries, dimension]</c>.</param>
    /// <param name="rows">How many queries there are.</param>
    /// <inheritdoc cref="Search(ReadOnlySpan{float}, int, IndexFilter)"/>
    /// <param name="cancel">Ends the search.</param>
    public IReadOnlyList<IReadOnlyList<Match>> Search(ReadOnlySpan<float> queries, int rows, int count, IndexFilter? filter = null, CancellationToken cancel = default)
    {
        Neighbours found = Find(queries, rows, count, filter, cancel);
        return [.. Enumerable.Range(0, rows).Select(query => (IReadOnlyList<Match>)Matches(found, query))];
    }

    /// <summary>Numbers of the nearest vectors to each of several queries.</summary>
    internal Neighbours Find(ReadOnlySpan<float> queries, int rows, int count, IndexFilter? filter, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (queries.Length != (long)rows * Dimension)
            throw new ArgumentException($"{queries.Length} numbers are not {rows} vectors of {Dimension}.", nameof(queries));
        float[] unit = queries.ToArray();
        UnitRows.Scale(unit, Dimension);
        int k = Math.Max(1, Math.Min(count, Count));
        if (filter is null && _samples.Count == _samples.Rows) return _vectors.Search(unit, k, Information.Quality.Effort, cancel: cancel);
        (byte[] bits, int allowed) = (filter ?? IndexFilter.Parse([])).Of(_samples);
        return _vectors.Search(unit, k, EffortFor(allowed), bits.Length > 0 ? bits : [0], cancel: cancel);
    }

    /// <summary>The vectors of some rows, <c>[rows, dimension]</c>.</summary>
    internal float[] Vectors(IReadOnlyList<int> rows) => _vectors.Reconstruct([.. rows.Select(row => (long)row)]);

    /// <summary>Takes samples out. In an index that is not flat their vectors are marked, until <see cref="Compact"/>.</summary>
    /// <param name="ids">Which; those that are not there are passed over.</param>
    /// <returns>How many there were.</returns>
    public int Remove(IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int removed = ids.Count(_samples.Remove);
        Settle();
        return removed;
    }

    /// <summary>Builds the index anew, of the kind for as many samples as there are now and without those that were taken out, and measures it.</summary>
    public void Compact(IndexOptions? options = null, IProgress<IndexProgress>? progress = null, CancellationToken cancel = default)
    {
        int[] present = _samples.Present();
        if (present.Length == 0) return;
        Progress? added = progress is null ? null : new(progress, present.Length);
        BuiltIndex built = IndexBuilder.Build(VectorRows.Of(_vectors, present), options ?? new(), added, cancel);
        _vectors.Dispose();
        (_vectors, _samples) = (built.Vectors, _samples.Choose(built.Order.Select(row => present[row])));
        Information = Information with { Kind = built.Vectors.Kind, Quality = built.Quality, BuildSeconds = built.Seconds, Threads = TorchRuntime.Threads };
        Note();
    }

    /// <inheritdoc/>
    public void Dispose() => _vectors.Dispose();

    internal List<Match> Matches(Neighbours found, int query)
    {
        List<Match> matches = [];
        for (int i = 0; i < found.K && found.IdsOf(query)[i] is >= 0 and long row; i++)
            if (_samples[(int)row] is string id) matches.Add(new(id, found.ScoresOf(query)[i], _samples.Of((int)row)));
        return matches;
    }

    private void DropRemoved()
    {
        SearchIndex kept = new(Dimension, new() { Kind = SearchIndexKind.Flat, Expected = _samples.Count });
        foreach (ReadOnlyMemory<float> block in VectorRows.Of(_vectors, _samples.Present()).Blocks()) kept.Add(block.Span);
        _vectors.Dispose();
        (_vectors, _samples) = (kept, _samples.Choose(_samples.Present()));
    }

    private void Settle()
    {
        if (_vectors.Kind == SearchIndexKind.Flat && _samples.Count < _samples.Rows) DropRemoved();
        Note();
    }

    private void Note() => Information = Information with { Count = _samples.Count, Removed = _samples.Rows - _samples.Count, Bytes = _vectors.Bytes };

    // Of what a search passes by, only a share counts: it has to look as much farther, until looking at all that may be found is less work.
    private int EffortFor(int allowed)
    {
        int effort = Information.Quality.Effort;
        if (effort == 0 || allowed == 0) return 0;
        double wider = effort / ((double)allowed / _samples.Rows);
        SearchIndexOptions made = _vectors.Options;
        double looked = made.Kind == SearchIndexKind.Hnsw ? wider * 2 * made.Links : wider * _samples.Rows / made.Lists;
        return looked >= allowed ? 0 : (int)Math.Ceiling(wider);
    }
}
