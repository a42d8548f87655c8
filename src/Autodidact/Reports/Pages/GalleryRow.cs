namespace Autodidact.Reports.Pages;

/// <summary>Samples that belong together: a cluster's, those nearest to a query, a group of duplicates.</summary>
/// <param name="Items">The samples, first the most telling.</param>
public sealed record GalleryRow(IReadOnlyList<GalleryItem> Items)
{
    /// <summary>What they have in common, above them; empty for nothing.</summary>
    public string Title { get; init; } = "";

    /// <summary>More about them, beside the title; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>What the others were searched for by, in front of them; null for nothing.</summary>
    public GalleryItem? Query { get; init; }
}
