namespace Autodidact.Evaluation;

/// <summary>What an encoder's frozen features are worth on labelled data, beside random initialisation and raw input.</summary>
public sealed record EvaluationCard
{
    /// <summary>The data, as the source names them.</summary>
    public required string Data { get; init; }

    /// <summary>Classes there are.</summary>
    public required int Classes { get; init; }

    /// <summary>Samples that classifiers were fitted on.</summary>
    public required int Train { get; init; }

    /// <summary>Samples that figures were measured on; nothing was fitted or chosen on them.</summary>
    public required int Test { get; init; }

    /// <summary>Seed of random initialisation and of every random choice of samples.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Broken samples that were left out, each with its reason.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>Broken samples that were left out.</summary>
    public int Skipped => Broken.Count;

    /// <summary>What a reader must know: how the test part came about, what was left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Evaluations that were asked for: measured, or left out with a note.</summary>
    public IReadOnlyList<string> Evaluations { get; init; } = [];

    /// <summary>Those of them that were measured on random initialisation and raw input too.</summary>
    public IReadOnlyList<string> Baselines { get; init; } = [];

    /// <summary>The figures, evaluation by evaluation.</summary>
    public required IReadOnlyList<EvaluationRow> Results { get; init; }
}
