using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Settings of NNCLR.</summary>
public sealed record NnclrOptions : AsymmetricOptions
{
    /// <summary>The paper's views are alike; some later code solarizes the second one.</summary>
    public NnclrOptions() => SolarizeProbability = 0;

    public override string Name => "nnclr";

    public override string Family => "contrastive";

    public override string Summary => "A view predicts the nearest earlier picture of the other view, told from those of all others (Dwibedi et al. 2021)";

    /// <summary>Divides the similarities; 0.1 in the paper.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>Embeddings of earlier pictures among which neighbours are looked for; never more than samples. The paper takes 98304.</summary>
    [Range(1, 1 << 24)]
    public int SupportSize { get; init; } = 4096;

    /// <summary>Whether the positive is the nearest neighbour; otherwise it is the view itself, as in SimCLR.</summary>
    public bool Neighbours { get; init; } = true;

    /// <summary>Whether a predictor of two layers stands before the comparison.</summary>
    public bool Predictor { get; init; } = true;

    /// <summary>Width of the hidden layers of the projection head, which has three layers; 2048 in the paper.</summary>
    [Range(1, 65536)]
    public int HiddenSize { get; init; } = 1024;

    /// <summary>Width of the hidden layer of the predictor; 4096 in the paper.</summary>
    [Range(1, 65536)]
    public int PredictorSize { get; init; } = 1024;

    /// <summary>Size of the embeddings that are compared; 256 in the paper.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 256;

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new Nnclr(this, backbone, context);
}
