using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;
using Autodidact.Models.Convolutional;

namespace Autodidact.Methods.Tokens;

/// <summary>Settings of VQ-VAE.</summary>
public sealed record VqVaeOptions : TokenizerOptions
{
    public override string Name => "vq-vae";

    public override string Summary => "A picture is made again from the codes of its patches: a tokenizer for BEiT (van den Oord et al. 2017)";

    /// <inheritdoc/>
    [Range(0.0, 100.0)]
    public override double Commitment { get; init; } = 0.25;

    /// <inheritdoc/>
    public override bool RestartCodes { get; init; } = true;

    /// <summary>Channels of the decoder; 256 in the paper.</summary>
    [Range(4, 2048)]
    public int DecoderWidth { get; init; } = 64;

    /// <summary>Residual units of the decoder; 2 in the paper.</summary>
    [Range(0, 16)]
    public int DecoderUnits { get; init; } = 2;

    public override BackboneOptions UsualBackbone => new ConvEncoderOptions();

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new VqVae(this, (PatchBackbone)backbone, context);
}
