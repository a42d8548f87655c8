using Autodidact.Engine.Modules;
using Autodidact.Models;

namespace Autodidact.Methods.MoCos;

/// <summary>The layer that sees the pixels.</summary>
internal static class FirstLayer
{
    /// <summary>Excludes the first convolution (of a transformer: the patch projection) from learning; a backbone without one stays as it is.</summary>
    public static void Freeze(Backbone backbone)
    {
        NamedTensor[] parameters = [.. backbone.NamedParameters()];
        string? weight = parameters.FirstOrDefault(parameter => parameter.Tensor.Rank == 4).Name;
        if (weight is null) return;
        string layer = weight[..(weight.LastIndexOf('.') + 1)];
        foreach (NamedTensor parameter in parameters.Where(parameter => parameter.Name.StartsWith(layer, StringComparison.Ordinal)))
            parameter.Tensor.RequiresGradient = false;
    }
}
