using System.ComponentModel.DataAnnotations;

namespace Autodidact.Models;

/// <summary>All that <c>encoder.json</c> says; with the weights beside it an encoder is whole.</summary>
public sealed record EncoderDescription
{
    /// <summary>Version of this file's layout.</summary>
    [Range(1, 1)]
    public int Format { get; init; } = 1;

    /// <summary>What it encodes.</summary>
    [AllowedValues(Data.Modality.Image, Data.Modality.Text)]
    public string Modality { get; init; } = Data.Modality.Image;

    /// <summary>The network.</summary>
    public required BackboneOptions Backbone { get; init; }

    /// <summary>Length of a feature vector.</summary>
    [Range(1, 1 << 20)]
    public int FeatureSize { get; init; } = 1;

    /// <summary>What is done to a sample first.</summary>
    public Preprocessing Preprocessing { get; init; } = new ImagePreprocessing();

    /// <summary>Where it comes from.</summary>
    public Provenance Provenance { get; init; } = new();
}
