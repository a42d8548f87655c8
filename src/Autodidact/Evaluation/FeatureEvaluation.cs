using Autodidact.Evaluation.Clustering;
using Autodidact.Evaluation.Cues;
using Autodidact.Evaluation.Detection;
using Autodidact.Evaluation.FewShot;
using Autodidact.Evaluation.Geometry;
using Autodidact.Evaluation.Probes;
using Autodidact.Evaluation.Robustness;
using Autodidact.Evaluation.Segmentation;
using Autodidact.Evaluation.Transfer;
using Autodidact.Models;

namespace Autodidact.Evaluation;

/// <summary>One way to measure what an encoder is worth. A new one is a class of its own and a line in <see cref="Known"/>.</summary>
public abstract class FeatureEvaluation
{
    /// <summary>The word that stands for every evaluation that encoder, data and options allow.</summary>
    public const string All = "all";

    /// <summary>Every evaluation, in the order of a card.</summary>
    public static IReadOnlyList<FeatureEvaluation> Known { get; } =
    [
        new KnnEvaluation(), new LinearEvaluation(), new FewShotEvaluation(), new ClusterEvaluation(), new RetrievalEvaluation(), new AnomalyEvaluation(),
        new OutOfDistributionEvaluation(), new CalibrationEvaluation(), new RobustnessEvaluation(), new CueConflictEvaluation(), new TransferEvaluation(),
        new SegmentationEvaluation(),
        new GeometryEvaluation(), new LayersEvaluation(),
    ];

    /// <summary>The name on the command line and in results.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it is measured where nobody says what to measure: it takes seconds, and needs no further data.</summary>
    public virtual bool IsUsual => false;

    /// <summary>Whether an option that no other evaluation reads was said, such as further data: then it is measured, whatever else is asked for.</summary>
    public virtual bool IsNamedBy(EvaluationOptions options) => false;

    /// <summary>Names of the evaluations that options ask for, each once: those of <see cref="EvaluationOptions.With"/> in their order, then those that another option names.</summary>
    public static IReadOnlyList<string> Asked(EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.With.Contains(All)
            ? [.. Known.Select(evaluation => evaluation.Name)]
            : [.. options.With.Concat(Known.Where(evaluation => evaluation.IsNamedBy(options)).Select(evaluation => evaluation.Name)).Distinct()];
    }

    /// <summary>Why it cannot be measured, as the end of a sentence that begins with its name, such as <c>needs pictures</c>; null where it can. Asked before anything is read.</summary>
    /// <param name="encoder">What would be measured.</param>
    /// <param name="parts">The labelled data.</param>
    /// <param name="options">What was asked for.</param>
    public virtual string? Obstacle(Encoder encoder, LabelledParts parts, EvaluationOptions options) => null;

    /// <summary>Fits and chooses on the training part alone, then measures on the test part.</summary>
    /// <param name="subject">Features, data and options.</param>
    public abstract IEnumerable<EvaluationRow> Measure(EvaluationSubject subject);

    /// <summary>A row for the share of test samples that were predicted rightly, with its Wilson interval.</summary>
    protected EvaluationRow Accuracy(string metric, string features, int hits, int count, IReadOnlyDictionary<string, double> settings)
    {
        Interval interval = Interval.Wilson(hits, count);
        return new(Name, features, metric, (double)hits / count, interval.Low, interval.High, count, settings);
    }

    /// <summary>A row for the mean of what test samples were worth, each a share, with Student's interval over them.</summary>
    protected EvaluationRow Mean(string metric, string features, IReadOnlyList<double> shares, IReadOnlyDictionary<string, double> settings)
    {
        ArgumentNullException.ThrowIfNull(shares);
        Interval interval = shares.Count > 1 ? Interval.OfMean(shares) : new(0, 1);
        return new(Name, features, metric, shares.Average(), Math.Max(0, interval.Low), Math.Min(1, interval.High), shares.Count, settings);
    }
}
