using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Settings of SimSiam.</summary>
public sealed record SimSiamOptions : ImageMethodOptions
{
    public override string Name => "simsiam";

    public override string Family => "non-contrastive";

    public override string Summary => "Each view is predicted from the other, which counts as a constant (Chen and He 2021)";

    /// <summary>Linear layers of the projector, each with batch norm behind it: 3 in the paper, 2 for CIFAR (its appendix D).</summary>
    [Range(1, 4)]
    public int ProjectorLayers { get; init; } = 2;

    /// <summary>Width of the projector's hidden layers; 2048 in the paper, for 2048 features.</summary>
    [Range(1, 65536)]
    public int HiddenSize { get; init; } = 512;

    /// <summary>Size of the projections that are predicted; 2048 in the paper, for 2048 features.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 512;

    /// <summary><c>none</c> compares projections as they are, and everything collapses (section 4.2 of the paper).</summary>
    public PredictorKind Predictor { get; init; }

    /// <summary>Width of the predictor's hidden layer; a quarter of the embedding in the paper, a bottleneck.</summary>
    [Range(1, 65536)]
    public int PredictorSize { get; init; } = 128;

    /// <summary>Whether what is predicted counts as a constant; without, everything collapses (section 4.1 of the paper).</summary>
    public bool StopGradient { get; init; } = true;

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new SimSiam(this, backbone);
}
