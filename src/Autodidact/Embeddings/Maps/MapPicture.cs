using System.Globalization;
using Autodidact.Evaluation.Charts;

namespace Autodidact.Embeddings.Maps;

/// <summary>A map as words and as an SVG picture.</summary>
public static class MapPicture
{
    /// <summary>The picture: samples as points, coloured by class.</summary>
    public static string Draw(MapResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Dictionary<string, int> groups = result.Results.Select(sample => sample.Class).OfType<string>().Distinct().Order(StringComparer.Ordinal).Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return ScatterPlot.Draw($"{Name(result.Method)} of {result.Data}", $"{result.Results.Count} samples; {Figures(result)}", [.. result.Results.SelectMany(sample => new[] { sample.X, sample.Y })],
            [.. groups.OrderBy(group => group.Value).Select(group => group.Key)], [.. result.Results.Select(sample => sample.Class is string name ? groups[name] : -1)]);
    }

    /// <summary>What the method is called.</summary>
    public static string Name(MapMethod method) => method switch { MapMethod.Umap => "UMAP", MapMethod.Tsne => "t-SNE", _ => "PCA" };

    /// <summary>What can be said of the map, on one line.</summary>
    public static string Figures(MapResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        List<string> figures = [];
        if (result is { Trustworthiness: double trust, Continuity: double continuity }) figures.Add($"trustworthiness {Number(trust)}, continuity {Number(continuity)} ({result.Judged} neighbours)");
        if (result.Divergence is double divergence) figures.Add($"divergence {Number(divergence)}");
        if (result.ExplainedVariance is double share) figures.Add($"{(100 * share).ToString("0", CultureInfo.InvariantCulture)} % of the variance");
        return string.Join("; ", figures.DefaultIfEmpty("too few for trustworthiness"));
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
