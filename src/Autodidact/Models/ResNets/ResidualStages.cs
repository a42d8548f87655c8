using System.Globalization;

namespace Autodidact.Models.ResNets;

/// <summary>The stages of a residual network, by torchvision's names.</summary>
internal static class ResidualStages
{
    private const string Stage = "layer";

    /// <summary>0 for the first layers, n for all of <c>layerN</c>.</summary>
    public static int LayerOf(string parameter)
    {
        string first = parameter.Split('.')[0];
        return first.StartsWith(Stage, StringComparison.Ordinal) && int.TryParse(first.AsSpan(Stage.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int stage) ? stage : 0;
    }
}
