using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods.Statistics;

/// <summary>Settings of VICReg.</summary>
public sealed record VicRegOptions : RedundancyOptions
{
    public override string Name => "vicreg";

    public override string Summary => "Views agree while every dimension varies and none repeats another (Bardes et al. 2022)";

    /// <summary>Weight of the agreement of views (λ of the paper).</summary>
    [Range(0.0, 1e6)]
    public double InvarianceWeight { get; init; } = 25;

    /// <summary>Weight of the variance of dimensions (µ of the paper). 0 lets all embeddings become the same.</summary>
    [Range(0.0, 1e6)]
    public double VarianceWeight { get; init; } = 25;

    /// <summary>Weight of the covariance of dimensions (ν of the paper). 0 lets all dimensions say the same.</summary>
    [Range(0.0, 1e6)]
    public double CovarianceWeight { get; init; } = 1;

    /// <summary>
    /// Multiplies the loss. 1 in the paper, whose optimizer (LARS) does not feel it; 0.2 makes the weights 5, 5 and 0.2, so that plain gradient descent takes
    /// steps of the length that other methods take at its usual learning rates.
    /// </summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double LossScale { get; init; } = 0.2;

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new VicReg(this, backbone);
}
