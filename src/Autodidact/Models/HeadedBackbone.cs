using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>
/// A backbone with the first layer of a projection head behind it, which learns more that is of use than the layers after it (SimCLR v2,
/// Chen et al. 2020, arXiv:2006.10029, section 4.2).
/// </summary>
/// <remarks>The backbone's tensors have the names that they have without the layer; the layer's begin with <c>kept_head</c>.</remarks>
public sealed class HeadedBackbone : Backbone
{
    /// <summary>What the names of the layer's tensors begin with.</summary>
    public const string LayerName = "kept_head";

    private readonly Layer _layer;

    /// <param name="network">Becomes this one's.</param>
    /// <param name="size">Width of the layer.</param>
    /// <param name="batchNorm">Whether it has batch norm.</param>
    public HeadedBackbone(Backbone network, int size, bool batchNorm)
    {
        ArgumentNullException.ThrowIfNull(network);
        (Network, FeatureSize) = (Child("", network), size);
        Linear linear = new(network.FeatureSize, size, bias: !batchNorm);
        _layer = Child(LayerName, batchNorm ? new Sequential(linear, new BatchNorm(size), new Relu()) : new Sequential(linear, new Relu()));
    }

    /// <summary>What lies in front of the layer.</summary>
    public Backbone Network { get; }

    /// <inheritdoc/>
    public override int FeatureSize { get; }

    /// <inheritdoc/>
    public override int HeadLayer => Network.HeadLayer + 1;

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutDecay => Network.WithoutDecay;

    /// <inheritdoc/>
    public override int LayerOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.StartsWith($"{LayerName}.", StringComparison.Ordinal) ? Network.HeadLayer : Network.LayerOf(parameter);
    }

    /// <inheritdoc/>
    public override bool HasMaps => Network.HasMaps;

    /// <summary>Those of the network in front of the layer, which reads whole pictures.</summary>
    public override Tensor Map(Tensor images) => Network.Map(images);

    internal override FrozenNetwork Freeze() => Network.Freeze().Then(_layer.Forward);

    /// <inheritdoc/>
    public override IReadOnlyList<int> LayerSizes => [.. Network.LayerSizes, FeatureSize];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> LayerFeatures(Tensor input)
    {
        IReadOnlyList<Tensor> layers = Network.LayerFeatures(input);
        return [.. layers, _layer.Forward(layers[^1])];
    }

    /// <inheritdoc/>
    public override Tensor FineMap(Tensor images) => Network.FineMap(images);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input) => _layer.Forward(Network.Forward(input));
}
