using System.ComponentModel.DataAnnotations;

namespace Autodidact.Evaluation.Probes;

/// <summary>How a linear probe is fitted.</summary>
public sealed record LinearProbeOptions
{
    /// <summary>
    /// Penalties to choose from, from strong to weak: <c>mean loss + l2 / 2 |W|^2</c> on standardised features. The search ends
    /// when three in a row were no better than the best. By default half decades from 1 to 0.00001.
    /// </summary>
    public IReadOnlyList<double> L2 { get; init; } = [.. Enumerable.Range(0, 11).Select(step => Math.Pow(10, -step / 2.0))];

    /// <summary>Share of the training rows on which the penalty is chosen.</summary>
    [Range(0.01, 0.9)]
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>Decides which rows those are.</summary>
    public ulong Seed { get; init; }

    /// <summary>Most steps of the optimiser in the final fit.</summary>
    [Range(1, 100_000)]
    public int MaximumIterations { get; init; } = 1000;
}
