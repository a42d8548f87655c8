namespace Autodidact.Reports.Pages;

/// <summary>Where points lie on a map.</summary>
/// <param name="Name">What laid them out, such as <c>UMAP</c>.</param>
/// <param name="Places"><c>[points, 2]</c>, point by point: to the right, then up. All are finite.</param>
public sealed record ScatterLayout(string Name, IReadOnlyList<float> Places)
{
    /// <summary>What to know of it, such as its trustworthiness; shown below the map.</summary>
    public string Note { get; init; } = "";
}
