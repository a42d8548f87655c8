using Autodidact.Engine;

namespace Autodidact.Models.LabSplits;

/// <summary>
/// Two networks, one for the luminance of a picture and one for its colours, whose features lie beside each other: the encoder of
/// contrastive multiview coding (Tian, Krishnan and Isola 2020, arXiv:1906.05849, section 4.1). It is given ordinary pictures.
/// </summary>
public sealed class LabSplit : Backbone
{
    private readonly IReadOnlyList<double> _mean, _deviation;

    /// <param name="luminance">Sees luminance, as a picture of three equal channels.</param>
    /// <param name="chrominance">Sees the two colour differences and a channel of zeros.</param>
    /// <param name="mean">What was subtracted from red, green and blue.</param>
    /// <param name="deviation">What they were divided by.</param>
    public LabSplit(Backbone luminance, Backbone chrominance, IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
    {
        (_mean, _deviation) = (mean, deviation);
        (Luminance, Chrominance) = (Child("luminance", luminance), Child("chrominance", chrominance));
    }

    /// <summary>The network for luminance.</summary>
    public Backbone Luminance { get; }

    /// <summary>The network for colours.</summary>
    public Backbone Chrominance { get; }

    public override int FeatureSize => Luminance.FeatureSize + Chrominance.FeatureSize;

    public override int HeadLayer => Math.Max(Luminance.HeadLayer, Chrominance.HeadLayer);

    /// <summary>The layer in the half that the parameter belongs to.</summary>
    public override int LayerOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        string[] parts = parameter.Split('.', 2);
        return (parts[0] == "luminance" ? Luminance : Chrominance).LayerOf(parts[^1]);
    }

    /// <summary><c>[batch, 3, height, width]</c> to <c>[batch, FeatureSize]</c>: features of the luminance, then of the colours.</summary>
    public override Tensor Forward(Tensor input)
    {
        (Tensor luminance, Tensor chrominance) = Halves(input);
        return Ops.Cat([luminance, chrominance], 1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> LayerSizes => [.. Luminance.LayerSizes.Zip(Chrominance.LayerSizes, (light, color) => light + color)];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> LayerFeatures(Tensor input)
    {
        (Tensor luminance, Tensor chrominance) = Inputs(input);
        return [.. Luminance.LayerFeatures(luminance).Zip(Chrominance.LayerFeatures(chrominance), (light, color) => Ops.Cat([light, color], 1))];
    }

    /// <inheritdoc/>
    public override bool HasMaps => Luminance.HasMaps && Chrominance.HasMaps;

    /// <inheritdoc/>
    public override Tensor Map(Tensor images)
    {
        (Tensor luminance, Tensor chrominance) = Inputs(images);
        return Ops.Cat([Luminance.Map(luminance), Chrominance.Map(chrominance)], 3);
    }

    /// <summary>The two features apart.</summary>
    public (Tensor Luminance, Tensor Chrominance) Halves(Tensor input)
    {
        (Tensor luminance, Tensor chrominance) = Inputs(input);
        return (Luminance.Forward(luminance), Chrominance.Forward(chrominance));
    }

    private (Tensor Luminance, Tensor Chrominance) Inputs(Tensor input)
    {
        Tensor lab = LabColors.FromNormalized(input, _mean, _deviation), light = lab.Narrow(1, 0, 1);
        Tensor colors = Ops.Cat([lab.Narrow(1, 1, 2), light * 0], 1);
        return (Ops.Cat([light, light, light], 1).ChannelsLast(), colors.ChannelsLast());
    }
}
