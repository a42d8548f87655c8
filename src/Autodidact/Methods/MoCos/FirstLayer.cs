using Autodidact.Configuration;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Models.LabSplits;

namespace Autodidact.Methods.MoCos;

/// <summary>The layer that sees the pixels.</summary>
internal static class FirstLayer
{
    /// <summary>Excludes the first convolution (of a transformer: the patch projection) from learning; of a split backbone that of each part.</summary>
    /// <exception cref="ConfigurationException">There is none.</exception>
    public static void Freeze(Backbone backbone)
    {
        if (backbone is LabSplit split)
        {
            Freeze(split.Luminance);
            Freeze(split.Chrominance);
            return;
        }

        NamedTensor[] parameters = [.. backbone.NamedParameters()];
        string weight = parameters.FirstOrDefault(parameter => parameter.Tensor.Rank == 4).Name
            ?? throw new ConfigurationException([new("method.freeze_first_layer", "true", "freezes the backbone's first convolution, and this backbone has none. Leave it out, or choose a backbone that begins with one, such as resnet18")]);
        string layer = weight[..(weight.LastIndexOf('.') + 1)];
        foreach (NamedTensor parameter in parameters.Where(parameter => parameter.Name.StartsWith(layer, StringComparison.Ordinal)))
            parameter.Tensor.RequiresGradient = false;
    }
}
