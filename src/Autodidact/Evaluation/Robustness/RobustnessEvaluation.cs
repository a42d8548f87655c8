using Autodidact.Data;
using Autodidact.Data.Corruptions;
using Autodidact.Data.Views;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;

namespace Autodidact.Evaluation.Robustness;

/// <summary>
/// What is left of accuracy on corrupted pictures (Hendrycks and Dietterich 2019, arXiv:1903.12261): classifiers are fitted on the training part as it is and
/// measured on the test part under every corruption and severity, beside the same pictures as they are.
/// </summary>
/// <remarks>A picture's outcomes under several corruptions go together, so intervals are over pictures: each counts with its share of right answers.</remarks>
public sealed class RobustnessEvaluation : FeatureEvaluation
{
    private const string Linear = "", Neighbours = "knn_";

    /// <inheritdoc/>
    public override string Name => "robustness";

    /// <inheritdoc/>
    public override string? Obstacle(Encoder encoder, LabelledParts parts, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return encoder.Preprocessing is ImagePreprocessing ? null : $"corrupts pictures, and the encoder reads samples of the kind '{encoder.Preprocessing.Name}'";
    }

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ImageSource pictures = (ImageSource)SpreadSource.Of(subject.Parts.Test, subject.Options.RobustnessPictures);
        if (pictures.Count < subject.Parts.Test.Count)
            subject.Note($"robustness is measured on {pictures.Count:N0} of {subject.Parts.Test.Count:N0} test pictures, drawn from all (robustness_pictures)");
        LinearProbeFit fit = subject.LinearProbe;
        KnnClassifier voters = new(subject.Train);
        Dictionary<string, double> settings = new() { ["l2"] = fit.L2, ["k"] = voters.K };
        Hits clean = Of(pictures, "test pictures as they are");
        Dictionary<Corruption, Hits[]> corrupted = [];
        int shorterSide = ViewPlan.ShorterSideOf(((ImagePreprocessing)subject.Preprocessing).Size), done = 0;
        foreach (Corruption corruption in Corruption.All)
        {
            corrupted[corruption] = new Hits[Corruption.Severities];
            for (int severity = 1; severity <= Corruption.Severities; severity++)
            {
                subject.Report($"robustness, {corruption} {severity}", ++done, Corruption.All.Count * Corruption.Severities);
                corrupted[corruption][severity - 1] = Of(new CorruptedSource(pictures, corruption, severity, subject.Options.Seed, shorterSide), $"{corruption} {severity}");
            }
        }

        return Rows(subject.Origin, clean, corrupted, settings);

        Hits Of(ImageSource source, string what)
        {
            LabelledFeatures features = subject.ReadLabelled(source, subject.Train.Classes, what, out _);
            int[] linear = fit.Classifier.Measure(features).Predictions, nearest = voters.Measure(features, subject.Cancel).Predictions;
            return new([.. features.Labels.Select((label, row) => linear[row] == label ? 1.0 : 0)], [.. features.Labels.Select((label, row) => nearest[row] == label ? 1.0 : 0)]);
        }
    }

    private IEnumerable<EvaluationRow> Rows(string origin, Hits clean, Dictionary<Corruption, Hits[]> corrupted, Dictionary<string, double> settings)
    {
        Corruption[] published = [.. corrupted.Keys.Where(corruption => !corruption.IsExtra)];
        foreach ((string classifier, Func<Hits, double[]> hits) in new (string, Func<Hits, double[]>)[] { (Linear, all => all.Linear), (Neighbours, all => all.Neighbours) })
        {
            double[] all = Mean(published.SelectMany(corruption => corrupted[corruption].Select(hits)));
            yield return Row($"{classifier}clean_accuracy", hits(clean), 0);
            yield return Row($"{classifier}corrupted_accuracy", all, 0, BySeverity(published.Select(corruption => corrupted[corruption]), hits));
            yield return Row($"{classifier}drop", [.. hits(clean).Zip(all, (before, after) => before - after)], -1);
        }

        foreach (CorruptionFamily family in Enum.GetValues<CorruptionFamily>().Where(family => published.Any(corruption => corruption.Family == family)))
        {
            Corruption[] members = [.. published.Where(corruption => corruption.Family == family)];
            yield return Row($"{family}".ToLowerInvariant(), Mean(members.SelectMany(corruption => corrupted[corruption].Select(hits => hits.Linear))), 0,
                BySeverity(members.Select(corruption => corrupted[corruption]), hits => hits.Linear));
        }

        foreach ((Corruption corruption, Hits[] severities) in corrupted)
            yield return Row(corruption.Name, Mean(severities.Select(hits => hits.Linear)), 0, BySeverity([severities], hits => hits.Linear));

        EvaluationRow Row(string metric, double[] values, double least, Dictionary<string, double>? details = null)
        {
            Interval interval = values.Length > 1 ? Interval.OfMean(values) : new(least, 1);
            return new(Name, origin, metric, values.Average(), Math.Max(least, interval.Low), Math.Min(1, interval.High), values.Length, settings, Details: details);
        }
    }

    /// <summary>Accuracies at each severity, over corruptions and pictures.</summary>
    private static Dictionary<string, double> BySeverity(IEnumerable<Hits[]> corruptions, Func<Hits, double[]> hits) =>
        Enumerable.Range(0, Corruption.Severities).ToDictionary(severity => $"severity_{severity + 1}", severity => corruptions.Average(each => hits(each[severity]).Average()));

    /// <summary>Of each picture its mean over several measurements.</summary>
    private static double[] Mean(IEnumerable<double[]> measurements)
    {
        double[][] all = [.. measurements];
        return [.. Enumerable.Range(0, all[0].Length).Select(picture => all.Average(hits => hits[picture]))];
    }

    /// <summary>Which pictures were classified rightly, 1 or 0 each, in their order.</summary>
    private readonly record struct Hits(double[] Linear, double[] Neighbours);
}
