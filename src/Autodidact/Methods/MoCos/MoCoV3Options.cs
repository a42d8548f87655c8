using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods.MoCos;

/// <summary>Settings of MoCo v3.</summary>
public sealed record MoCoV3Options : AsymmetricOptions
{
    public override string Name => "moco-v3";

    public override string Family => "contrastive";

    public override string Summary => "A predictor finds the other view's key of a momentum encoder in the batch, without a queue (Chen, Xie and He 2021)";

    /// <summary>Divides the similarities: 0.2 in the paper for transformers, 1 for ResNet-50 with batches of 4096.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.2;

    /// <summary>Linear layers of the projection head: 2 in the authors' code for ResNets, 3 for transformers.</summary>
    [Range(1, 4)]
    public int HeadLayers { get; init; } = 2;

    /// <summary>Width of the hidden layers of head and predictor; 4096 in the paper.</summary>
    [Range(1, 65536)]
    public int HiddenSize { get; init; } = 1024;

    /// <summary>Size of the embeddings that are compared.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 256;

    /// <summary>Whether a predictor of two layers stands between the query and the comparison.</summary>
    public bool Predictor { get; init; } = true;

    /// <summary>Whether batch norm ends the predictor: so for transformers in the authors' code, not for ResNets.</summary>
    public bool PredictorEndsInBatchNorm { get; init; }

    /// <summary>What the key encoder keeps of itself at the first step; 0 makes it a copy.</summary>
    [Range(0.0, 1.0)]
    public double Momentum { get; init; } = 0.99;

    /// <summary>Whether the momentum rises to 1 along half a cosine; otherwise it stays.</summary>
    public bool MomentumRises { get; init; } = true;

    /// <summary>
    /// Whether the backbone's first convolution keeps its random weights: the patch projection of a transformer, whose gradients
    /// otherwise make training unstable (section 4 of the paper).
    /// </summary>
    public bool FreezeFirstLayer { get; init; }

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new MoCoV3(this, backbone, context);
}
