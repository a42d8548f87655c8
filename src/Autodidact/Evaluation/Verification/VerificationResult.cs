using Autodidact.Training;

namespace Autodidact.Evaluation.Verification;

/// <summary>Whether a recipe does what it promises.</summary>
public sealed record VerificationResult
{
    /// <summary>Interrupted where not all runs are done.</summary>
    public required RunState State { get; init; }

    /// <summary>Whether every figure of every seed lies within what is expected, and every run has the findings that are; false where not all runs are done.</summary>
    public required bool Holds { get; init; }

    /// <summary>What was learned from and measured on.</summary>
    public required string Data { get; init; }

    /// <summary>Folders of the runs.</summary>
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>Seeds of the runs.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>The figures.</summary>
    public required IReadOnlyList<VerifiedFigure> Figures { get; init; }

    /// <summary>What a reader must know: runs that failed, that were finished before, that have other findings than are expected.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
