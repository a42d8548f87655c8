using Autodidact.Data;
using Autodidact.Embeddings.Indexes;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Search;

/// <summary>Small forms of the samples of an index, from the data that it was made of. Where these are not there any more, or are others, a sample shows its name.</summary>
internal sealed class IndexedThumbnails
{
    private readonly VectorIndex _index;
    private readonly Thumbnails?[] _sources;

    public IndexedThumbnails(VectorIndex index) => (_index, _sources) = (index, [.. index.Information.Sources.Select(Open)]);

    /// <summary>A sample with what is known of it.</summary>
    /// <param name="id">The sample.</param>
    /// <param name="fields">What is known; null for nothing.</param>
    /// <param name="score">A figure below it; null for none.</param>
    /// <param name="wanted">The class that it should have; null where nobody knows.</param>
    public GalleryItem Of(string id, IReadOnlyDictionary<string, string>? fields = null, double? score = null, string? wanted = null)
    {
        string? own = fields?.GetValueOrDefault(VectorIndex.ClassField);
        return new(Of(id)) { Caption = own ?? id, Score = score, IsRight = wanted is null || own is null ? null : own == wanted };
    }

    private Thumbnail Of(string id)
    {
        if (_index.PlaceOf(id) is not (int number, int place) || _sources[number] is not { } thumbnails || place >= thumbnails.Source.Count) return Thumbnail.Missing(id, id);
        return thumbnails.Source.Id(place) == id ? thumbnails.Of(place) : Thumbnail.Missing(id, id);
    }

    private static Thumbnails? Open(IndexSource source)
    {
        try
        {
            return new(DataSources.Open(source.Data, source.Modality, source.Split));
        }
        catch (DataException)
        {
            return null;
        }
    }
}
