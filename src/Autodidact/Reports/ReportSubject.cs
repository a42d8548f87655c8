using Autodidact.Evaluation;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Reports;

/// <summary>What a report is about: a run, its encoder, and samples to show it by. Each can be missing. What several sections need is computed once.</summary>
internal sealed class ReportSubject
{
    private readonly Lazy<SampleClusters> _clusters;
    private readonly Lazy<KnnResult?> _predictions;

    public ReportSubject()
    {
        _clusters = new(() => SampleClusters.Of(Samples!, Options!, Cancel));
        _predictions = new(() => Samples?.Fit is { } fit ? new KnnClassifier(fit, k: 20).Measure(Samples.Measured!, Cancel) : null);
    }

    /// <summary>The run; null for an encoder alone.</summary>
    public RunFolder? Run { get; init; }

    /// <summary>What it was made with; null where there is no run, or its recipe is damaged.</summary>
    public PretrainOptions? Recipe { get; init; }

    /// <summary>What became of it; null where it has said nothing yet, or the file is damaged.</summary>
    public RunInformation? Information { get; init; }

    /// <summary>Its figures, step by step.</summary>
    public required IReadOnlyList<(long Step, IReadOnlyDictionary<string, double> Figures)> Metrics { get; init; }

    /// <summary>The encoder; null where there is none.</summary>
    public Encoder? Encoder { get; init; }

    /// <summary>Why there is no encoder.</summary>
    public string? EncoderProblem { get; init; }

    /// <summary>Samples with their features; null where there are none.</summary>
    public ReportSamples? Samples { get; init; }

    /// <summary>Why there are none.</summary>
    public string? SamplesProblem { get; init; }

    /// <summary>What the encoder is worth; null where nobody measured it.</summary>
    public EvaluationCard? Card { get; init; }

    /// <summary>When that was measured; null where it is not known.</summary>
    public DateTimeOffset? CardTime { get; init; }

    /// <summary>Why there is no card, and what to do.</summary>
    public string? CardProblem { get; init; }

    /// <summary>What to show.</summary>
    public required ReportOptions Options { get; init; }

    /// <summary>Told how far it is.</summary>
    public IProgress<EvaluationProgress>? Progress { get; init; }

    /// <summary>Ends the work early.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>The last value of a figure of the run; null where it was never measured.</summary>
    public double? Last(string figure) => Metrics.LastOrDefault(line => line.Figures.ContainsKey(figure)) is { Figures: { } figures } ? figures[figure] : null;

    /// <summary>Clusters of the samples, which have to be there.</summary>
    public SampleClusters Clusters => _clusters.Value;

    /// <summary>What 20 nearest neighbours of the labelled samples take the shown samples for; null where there are no labels.</summary>
    public KnnResult? Predictions => _predictions.Value;

    /// <summary>Why nothing can be shown that takes features; null where it can.</summary>
    public string? FeaturesObstacle => EncoderProblem ?? SamplesProblem;
}
