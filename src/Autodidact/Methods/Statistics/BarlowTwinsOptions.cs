using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods.Statistics;

/// <summary>Settings of Barlow Twins.</summary>
public sealed record BarlowTwinsOptions : RedundancyOptions
{
    public override string Name => "barlow-twins";

    public override string Summary => "Dimensions agree between two views and say nothing about each other (Zbontar et al. 2021)";

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

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new BarlowTwins(this, backbone);
}
