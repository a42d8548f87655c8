using System.ComponentModel.DataAnnotations;
using Autodidact.Engine.Optimization;

namespace Autodidact.Training.Optimizers;

/// <summary>
/// What an optimizer can be told. As methods and backbones, optimizers are found by the sealed records below this one.
/// </summary>
public abstract record OptimizerOptions
{
    /// <summary>The name in recipes and on the command line, such as <c>sgd</c>. One record type has one name.</summary>
    public abstract string Name { get; }

    /// <summary>The highest learning rate of the schedule. Unset: <see cref="RateAt256"/> scaled to the batch.</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double? LearningRate { get; init; }

    /// <summary>The largest norm of all gradients together; where they are longer, they are scaled down to it. Unset: never.</summary>
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double? ClipNorm { get; init; }

    /// <summary>The learning rate that suits a batch of 256.</summary>
    protected abstract double RateAt256 { get; }

    /// <summary>Passes over which a long run warms up unless told otherwise; SimCLR's ten.</summary>
    public virtual int UsualWarmupEpochs => 10;

    /// <summary>The learning rate after <see cref="Resolve"/>.</summary>
    protected double Rate => LearningRate ?? RateAt256;

    /// <summary>These options with the learning rate settled: it grows with the batch (Goyal et al. 2017, arXiv:1706.02677).</summary>
    public virtual OptimizerOptions Resolve(int batch) => this with { LearningRate = LearningRate ?? RateAt256 * batch / 256 };

    /// <summary>The optimizer over <paramref name="groups"/>.</summary>
    public abstract Optimizer Create(IReadOnlyList<ParameterGroup> groups);
}
