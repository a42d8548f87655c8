using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Engine.Optimization;

namespace Autodidact.Training.Optimizers;

/// <summary>Stochastic gradient descent with momentum: the sturdy choice for batches up to about a thousand.</summary>
public sealed record SgdOptions : OptimizerOptions, ICheckedOptions
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <summary>Share of the last direction that is kept.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether momentum looks ahead.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Pull of weights towards 0. Biases and norms are left out.</summary>
    [Range(0.0, 1.0)]
    public double WeightDecay { get; init; } = 5e-4;

    /// <inheritdoc/>
    /// <remarks>
    /// Chosen on training pictures of two data sets (docs/results): 0.06 is too slow for coloured ones, 0.3 too fast for grey ones.
    /// </remarks>
    protected override double RateAt256 => 0.12;

    /// <inheritdoc/>
    public override int UsualWarmupEpochs => 1;

    /// <inheritdoc/>
    public override Optimizer Create(IReadOnlyList<ParameterGroup> groups) =>
        new Sgd(groups, Rate, Momentum, WeightDecay, nesterov: Nesterov);

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Nesterov && Momentum == 0)
            yield return new("nesterov", "true", "needs a momentum above 0");
    }
}
