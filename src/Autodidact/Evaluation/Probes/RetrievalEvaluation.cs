using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Probes;

/// <summary>Test samples as queries, training samples as the gallery, ranked by cosine; an item of the query's class is wanted. Nothing is fitted.</summary>
public sealed class RetrievalEvaluation : FeatureEvaluation
{
    private static readonly int[] s_depths = [1, 5, 10];

    /// <inheritdoc/>
    public override string Name => "retrieval";

    /// <inheritdoc/>
    public override bool IsUsual => true;

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        LabelledFeatures queries = subject.Test, gallery = subject.Train;
        RetrievalScores scores = Retrieval.Score(queries, gallery, done => subject.Report(Name, done, queries.Count), subject.Cancel);
        Dictionary<string, double> settings = new() { ["gallery"] = gallery.Count };
        yield return Mean("map", subject.Origin, scores.AveragePrecision, settings);
        foreach (int depth in s_depths)
            yield return Accuracy($"recall_at_{depth}", subject.Origin, scores.HitsAt(depth), queries.Count, settings);
    }
}
