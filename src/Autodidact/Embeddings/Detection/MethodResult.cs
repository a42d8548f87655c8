namespace Autodidact.Embeddings.Detection;

/// <summary>What one score found, on features of one origin. Figures that take new samples of which it is known whether they are normal are null where there are none.</summary>
public sealed record MethodResult
{
    /// <summary>The score's name.</summary>
    public required string Method { get; init; }

    /// <summary>Whose features: one of the names of <see cref="Evaluation.FeatureOrigin"/>.</summary>
    public required string Features { get; init; }

    /// <summary>A score above it is an alarm.</summary>
    public required double Threshold { get; init; }

    /// <summary>New samples above it.</summary>
    public required int Alarms { get; init; }

    /// <summary>The chance that something strange scores above something normal.</summary>
    public DetectionFigure? Auroc { get; init; }

    /// <summary>Average precision of what is strange.</summary>
    public DetectionFigure? Aupr { get; init; }

    /// <summary>Share of what is strange that passes where 95 % of the normal pass.</summary>
    public DetectionFigure? Fpr95 { get; init; }

    /// <summary>Share of new normal samples that are alarms.</summary>
    public DetectionFigure? FalseAlarms { get; init; }

    /// <summary>Share of strange samples that are alarms.</summary>
    public DetectionFigure? Found { get; init; }

    /// <summary>What it was fitted with.</summary>
    public required IReadOnlyDictionary<string, double> Settings { get; init; }
}
