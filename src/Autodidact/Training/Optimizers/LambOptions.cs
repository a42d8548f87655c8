using System.ComponentModel.DataAnnotations;
using Autodidact.Engine.Optimization;

namespace Autodidact.Training.Optimizers;

/// <summary>Adam whose steps follow the size of each weight tensor: for transformers with large batches (You et al. 2020, arXiv:1904.00962).</summary>
public sealed record LambOptions : OptimizerOptions
{
    /// <inheritdoc/>
    public override string Name => "lamb";

    /// <summary>Share of the past in the mean gradient.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share of the past in the mean squared gradient.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Pull of weights towards 0. Biases and norms are left out.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; } = 0.01;

    /// <inheritdoc/>
    protected override double RateAt256 => 1e-3;

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<ParameterGroup> groups) => new Lamb(groups, Rate, Beta1, Beta2, weightDecay: WeightDecay);
}
