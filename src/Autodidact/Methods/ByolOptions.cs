using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Settings of BYOL.</summary>
public sealed record ByolOptions : AsymmetricOptions
{
    public override string Name => "byol";

    public override string Family => "non-contrastive";

    public override string Summary => "A slow copy's view of a picture is predicted from another view (Grill et al. 2020)";

    /// <summary>Width of the hidden layer of projector and predictor; 4096 in the paper, for 2048 features.</summary>
    [Range(1, 65536)]
    public int HiddenSize { get; init; } = 512;

    /// <summary>Size of the projections; 256 in the paper.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 128;

    /// <summary>
    /// Whether batch norm ends the projector. The paper has none; it takes the mean off that all projections share, on which target and prediction can agree
    /// without looking at the picture.
    /// </summary>
    public bool OutputBatchNorm { get; init; }

    /// <summary><c>none</c> compares projections as they are, and everything collapses (table 5 of the paper).</summary>
    public PredictorKind Predictor { get; init; }

    /// <summary>
    /// How much of the target stays at a step, at first: 0.996 in the paper for 1000 passes over ImageNet, 0.99 for up to 300. 0 follows at once, and 1
    /// with <see cref="FinalMomentum"/> 1 keeps a random target.
    /// </summary>
    [Range(0.0, 1.0)]
    public double Momentum { get; init; } = 0.99;

    /// <summary>How much of the target stays at the end; the momentum goes there by half a cosine.</summary>
    [Range(0.0, 1.0)]
    public double FinalMomentum { get; init; } = 1;

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new Byol(this, backbone, context);
}
