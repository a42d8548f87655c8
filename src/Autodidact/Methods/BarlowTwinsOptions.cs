using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Settings of Barlow Twins.</summary>
public sealed record BarlowTwinsOptions : ImageMethodOptions
{
    public override string Name => "barlow-twins";

    public override string Family => "non-contrastive";

    public override string Summary => "Dimensions agree between two views and say nothing about each other (Zbontar et al. 2021)";

    /// <summary>Linear layers of the projector; 3 in the paper.</summary>
    [Range(1, 4)]
    public int ProjectorLayers { get; init; } = 3;

    /// <summary>Width of the projector's hidden layers; 8192 in the paper, for 2048 features.</summary>
    [Range(1, 65536)]
    public int HiddenSize { get; init; } = 1024;

    /// <summary>Size of the embeddings; 8192 in the paper. The wider the better (its figure 4).</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 1024;

    /// <summary>Weight of the redundancy between different dimensions (λ of the paper). 0 lets all dimensions say the same.</summary>
    [Range(0.0, 1000.0)]
    public double RedundancyWeight { get; init; } = 0.005;

    /// <summary>Weight of the agreement of each dimension with itself; 1 in the paper.</summary>
    [Range(0.0, 1000.0)]
    public double InvarianceWeight { get; init; } = 1;

    /// <summary>
    /// Multiplies the loss, which the paper sums over dimensions. Unset: one over the embedding's size, a mean, so that learning rates of other methods fit.
    /// </summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double? LossScale { get; init; }

    /// <summary>Probability that the second view is solarized.</summary>
    [Range(0.0, 1.0)]
    public double SolarizeProbability { get; init; } = 0.2;

    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views) => AsymmetricViews.Plans(size, views, SolarizeProbability);

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new BarlowTwins(this, backbone);
}
