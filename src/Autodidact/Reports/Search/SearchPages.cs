using System.Globalization;
using Autodidact.Data;
using Autodidact.Embeddings.Indexes;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Search;

/// <summary>What searches found, as pages with galleries.</summary>
public static class SearchPages
{
    private const int MostGroups = 300, MostOfGroup = 24;

    /// <summary>A query and its matches.</summary>
    /// <param name="index">What was searched.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="matches">What was found.</param>
    public static HtmlPage OfMatches(VectorIndex index, Query query, IReadOnlyList<Match> matches)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(query);
        IndexedThumbnails thumbnails = new(index);
        GalleryItem asked = query.Id is string id ? thumbnails.Of(id, index.FieldsOf(id)) : new(new Thumbnails(query.Sample!).Of(0)) { Caption = "query" };
        HtmlPage page = new($"Nearest to {query.Said}") { About = About(index) };
        page.Add(new Gallery([new GalleryRow([.. matches.Select(match => thumbnails.Of(match.Id, match.Fields, match.Score))]) { Query = asked }]) { Caption = "The figure is the cosine of the features." });
        page.Add(new Table(["", "sample", "cosine", "known of it"], [.. matches.Select((match, place) => (IReadOnlyList<string>)[$"{place + 1}", match.Id, Number(match.Score), Known(match.Fields)])]));
        return page;
    }

    /// <summary>Groups of samples that are alike.</summary>
    /// <param name="index">What was compared.</param>
    /// <param name="result">What was found.</param>
    public static HtmlPage OfDuplicates(VectorIndex index, DuplicateResult result)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(result);
        IndexedThumbnails thumbnails = new(index);
        HtmlPage page = new("Duplicates") { About = $"{About(index)} {result.Groups.Count:N0} groups; {result.Superfluous:N0} samples could go." };
        page.Add(new Paragraph($"Samples are joined from a cosine of {Number(result.Threshold)} on{(result.Suggested ? ", at which one sample in ten thousand would have a neighbour by chance" : "")}, or when their contents are equal.") { IsNote = true });
        page.Add(new Gallery([.. result.Groups.Take(MostGroups).Select((group, place) => new GalleryRow([.. group.Ids.Take(MostOfGroup).Select(id => new GalleryItem(thumbnails.Of(id).Thumbnail) { Caption = id })])
        {
            Title = $"{place + 1}: {group.Ids.Count:N0} samples",
            Note = group.Exact ? "of the same content" : $"joined by a cosine of {Number(group.Least)} or more",
        })]));
        if (result.Groups.Count > MostGroups) page.Add(new Paragraph($"{result.Groups.Count - MostGroups:N0} more groups are not shown; a table (.csv, .jsonl) has all.") { IsNote = true });
        return page;
    }

    /// <summary>Samples with those nearest to each.</summary>
    /// <param name="index">Where they are from.</param>
    /// <param name="samples">The samples.</param>
    public static HtmlPage OfNeighbours(VectorIndex index, IReadOnlyList<SampleNeighbours> samples)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(samples);
        IndexedThumbnails thumbnails = new(index);
        return new HtmlPage("Nearest neighbours") { About = About(index) }.Add(new Gallery([.. samples.Select(sample => new GalleryRow([.. sample.Nearest.Select(match => thumbnails.Of(match.Id, match.Fields, match.Score, sample.Fields?.GetValueOrDefault(VectorIndex.ClassField)))])
        {
            Query = thumbnails.Of(sample.Id, sample.Fields),
        })])
        { Caption = "Each row begins with a sample that was drawn by chance; the others are those nearest to it, by the cosine of the features. Edges say whether the classes agree, where there are classes." });
    }

    /// <summary>The same as a sheet of pictures: a row a sample, itself first.</summary>
    /// <param name="index">Where they are from.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="size">Pixels of a picture's side.</param>
    /// <exception cref="DataException">The samples are no pictures, or their data cannot be opened any more.</exception>
    public static Image SheetOf(VectorIndex index, IReadOnlyList<SampleNeighbours> samples, int size = 64)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(samples);
        return NeighbourSheet.Render(index, samples, size);
    }

    private static string About(VectorIndex index) =>
        string.Create(CultureInfo.InvariantCulture, $"{index.Count:N0} samples of {string.Join(" and ", index.Information.Sources.Select(source => source.Data))}; {index.Information.EncoderName}.");

    private static string Known(IReadOnlyDictionary<string, string>? fields) => fields is null ? "" : string.Join(", ", fields.Select(field => $"{field.Key} {field.Value}"));

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
