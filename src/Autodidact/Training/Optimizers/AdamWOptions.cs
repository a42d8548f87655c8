using System.ComponentModel.DataAnnotations;
using Autodidact.Engine.Optimization;

namespace Autodidact.Training.Optimizers;

/// <summary>Adam with weight decay apart from the gradient: the choice for transformers (Loshchilov and Hutter 2019, arXiv:1711.05101).</summary>
public sealed record AdamWOptions : OptimizerOptions
{
    /// <inheritdoc/>
    public override string Name => "adamw";

    /// <summary>Share of the past in the mean gradient.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share of the past in the mean squared gradient.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Share of a weight that decays in a step, times the learning rate. Biases and norms are left out.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; } = 0.05;

    /// <inheritdoc/>
    protected override double RateAt256 => 1e-3;

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<ParameterGroup> groups) => new AdamW(groups, Rate, Beta1, Beta2, weightDecay: WeightDecay);
}
