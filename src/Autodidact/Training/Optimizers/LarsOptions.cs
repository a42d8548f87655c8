using System.ComponentModel.DataAnnotations;
using Autodidact.Engine.Optimization;

namespace Autodidact.Training.Optimizers;

/// <summary>SGD whose steps follow the size of each weight tensor: for batches of a thousand and more (You et al. 2017, arXiv:1708.03888).</summary>
public sealed record LarsOptions : OptimizerOptions
{
    /// <inheritdoc/>
    public override string Name => "lars";

    /// <summary>Share of the last direction that is kept.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Pull of weights towards 0. Biases and norms are left out.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; } = 1e-6;

    /// <summary>Size of a step as a share of the weight's size.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Trust { get; init; } = 0.001;

    /// <summary>Whether no weight tensor takes a larger rate than the learning rate: plain SGD but for tensors whose step would be longer than their trust allows.</summary>
    public bool Clip { get; init; }

    /// <summary>Whether gradient and weight decay are measured apart, as in the paper, solo-learn and lightly; otherwise their sum is, as in MoCo v3 and Barlow Twins.</summary>
    public bool SeparateNorms { get; init; }

    /// <inheritdoc/>
    protected override double RateAt256 => 0.3;

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<ParameterGroup> groups) => new Lars(groups, Rate, Momentum, WeightDecay, Trust, separateNorms: SeparateNorms, clip: Clip);
}
