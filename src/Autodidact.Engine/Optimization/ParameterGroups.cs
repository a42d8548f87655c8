using Autodidact.Engine.Modules;

namespace Autodidact.Engine.Optimization;

/// <summary>The usual ways to split the parameters of a network into groups.</summary>
public static class ParameterGroups
{
    /// <summary>All parameters in one group.</summary>
    public static ParameterGroup[] Together(Module module) => Together(module.NamedParameters());

    /// <inheritdoc cref="Together(Module)"/>
    public static ParameterGroup[] Together(IEnumerable<NamedTensor> parameters) => [new("all", [.. parameters])];

    /// <summary>
    /// Weights decay; biases and scales of normalisation layers (all tensors with at most one dimension) neither decay nor
    /// are adapted by LARS and LAMB.
    /// </summary>
    public static ParameterGroup[] ByDecay(Module module) => ByDecay(module.NamedParameters());

    /// <inheritdoc cref="ByDecay(Module)"/>
    public static ParameterGroup[] ByDecay(IEnumerable<NamedTensor> parameters) => ByDecay(parameters, []);

    /// <inheritdoc cref="ByDecay(Module)"/>
    /// <param name="withoutDecay">Names of further parameters that do not decay, such as <c>cls_token</c>.</param>
    public static ParameterGroup[] ByDecay(IEnumerable<NamedTensor> parameters, IReadOnlyCollection<string> withoutDecay)
    {
        ILookup<bool, NamedTensor> decays = parameters.ToLookup(parameter => parameter.Tensor.Rank > 1 && !withoutDecay.Contains(parameter.Name));
        ParameterGroup[] groups =
        [
            new("decay", [.. decays[true]]),
            new("no_decay", [.. decays[false]]) { WeightDecayScale = 0, Adapts = false },
        ];
        return [.. groups.Where(group => group.Parameters.Count > 0)];
    }

    /// <summary>
    /// <see cref="ByDecay(IEnumerable{NamedTensor})"/> with a learning rate that falls from the last layer to the first:
    /// <c>scale = decay^(lastLayer - layer)</c> (Clark et al. 2020, arXiv:2003.10555; Bao et al. 2021, arXiv:2106.08254).
    /// </summary>
    /// <param name="layerOf">Layer of a parameter by its name, 0 (nearest to the input) to <paramref name="lastLayer"/>.</param>
    /// <param name="lastLayer">The layer that learns at the full rate: the depth of the network plus one.</param>
    /// <param name="decay">In (0, 1].</param>
    /// <param name="withoutDecay">Names of further parameters that do not decay, such as <c>cls_token</c>.</param>
    public static ParameterGroup[] ByLayer(
        IEnumerable<NamedTensor> parameters, Func<string, int> layerOf, int lastLayer, double decay, params IReadOnlyCollection<string> withoutDecay)
    {
        if (decay is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "The decay of the learning rate from layer to layer must be over 0 and at most 1.");
        return
        [
            .. from parameter in parameters
               let decays = parameter.Tensor.Rank > 1 && !withoutDecay.Contains(parameter.Name)
               group parameter by (Layer: layerOf(parameter.Name), Decays: decays) into members
               orderby members.Key.Layer, members.Key.Decays descending
               select new ParameterGroup($"layer_{members.Key.Layer}_{(members.Key.Decays ? "decay" : "no_decay")}", [.. members])
               {
                   LearningRateScale = Math.Pow(decay, lastLayer - members.Key.Layer),
                   WeightDecayScale = members.Key.Decays ? 1 : 0,
                   Adapts = members.Key.Decays,
               },
        ];
    }

    /// <summary>
    /// Layer of a parameter of a vision transformer: 0 for the patch embedding, class token, registers and position embedding,
    /// i + 1 for <c>blocks.i</c>, <paramref name="depth"/> + 1 for all that follows.
    /// </summary>
    public static int VisionTransformerLayer(string name, int depth)
    {
        if (name is "cls_token" or "pos_embed" or "register_tokens" || name.StartsWith("patch_embed", StringComparison.Ordinal)) return 0;
        string[] parts = name.Split('.');
        return parts[0] == "blocks" && parts.Length > 1 && int.TryParse(parts[1], out int block) ? block + 1 : depth + 1;
    }
}
