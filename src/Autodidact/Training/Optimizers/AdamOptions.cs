using System.ComponentModel.DataAnnotations;
using Autodidact.Engine.Optimization;

namespace Autodidact.Training.Optimizers;

/// <summary>Steps scaled by the recent size of each gradient (Kingma and Ba 2015, arXiv:1412.6980).</summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <inheritdoc/>
    public override string Name => "adam";

    /// <summary>Share of the past in the mean gradient.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share of the past in the mean squared gradient.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Pull of weights towards 0, added to the gradient. Biases and norms are left out.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; }

    /// <inheritdoc/>
    protected override double RateAt256 => 1e-3;

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<ParameterGroup> groups) => new Adam(groups, Rate, Beta1, Beta2, weightDecay: WeightDecay);
}
