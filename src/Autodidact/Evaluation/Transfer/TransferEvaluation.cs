using Autodidact.Data;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;

namespace Autodidact.Evaluation.Transfer;

/// <summary>What the same features are worth on further labelled data: nearest neighbours and a linear probe on each, fitted and chosen on its own training part.</summary>
public sealed class TransferEvaluation : FeatureEvaluation
{
    /// <inheritdoc/>
    public override string Name => "transfer";

    /// <inheritdoc/>
    public override bool IsNamedBy(EvaluationOptions options) => options?.Transfer.Count > 0;

    /// <inheritdoc/>
    public override string? Obstacle(Encoder encoder, LabelledParts parts, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Transfer.Count == 0) return "needs further labelled data (transfer)";
        // Whatever is wrong with one of them is told before anything is measured.
        foreach (string data in options.Transfer)
        {
            try
            {
                Open(data, encoder.Preprocessing.Name, options);
            }
            catch (DataException wrong)
            {
                return $"cannot use '{data}': {wrong.Message}";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        EvaluationOptions options = subject.Options;
        string[] names = Names(options.Transfer);
        for (int i = 0; i < names.Length; i++)
        {
            LabelledParts parts = Open(options.Transfer[i], subject.Preprocessing.Name, options);
            foreach (string note in parts.Notes) subject.Note($"transfer to {names[i]}: {note}");
            LabelledFeatures train = subject.ReadLabelled(parts.Train, parts.Classes, $"{names[i]}, train", out _), test = subject.ReadLabelled(parts.Test, parts.Classes, $"{names[i]}, test", out _);
            subject.Report($"transfer to {names[i]}", i, names.Length);
            KnnClassifier voters = new(train);
            yield return Accuracy($"{names[i]} knn", subject.Origin, voters.Measure(test, subject.Cancel).Hits, test.Count, new Dictionary<string, double> { ["k"] = voters.K, ["classes"] = parts.Classes, ["train"] = train.Count });
            LinearProbeFit fit = LinearProbe.Fit(train, new LinearProbeOptions { Seed = options.Seed }, subject.Cancel);
            yield return Accuracy($"{names[i]} linear", subject.Origin, fit.Classifier.Measure(test).Hits, test.Count, new Dictionary<string, double> { ["l2"] = fit.L2, ["classes"] = parts.Classes, ["train"] = train.Count });
        }
    }

    /// <summary>What to call data in a row: the last part of their path, with a number where two would be called the same.</summary>
    internal static string[] Names(IReadOnlyList<string> data)
    {
        List<string> names = [];
        foreach (string one in data)
        {
            string path = Path.TrimEndingDirectorySeparator(one.Trim()), name = Path.GetFileName(path) is { Length: > 0 } last ? last : path, own = name;
            for (int number = 2; names.Contains(own); number++) own = $"{name} ({number})";
            names.Add(own);
        }

        return [.. names];
    }

    private static LabelledParts Open(string data, string modality, EvaluationOptions options) => LabelledParts.Open(data, modality, options.Limit, options.TestShare, options.Seed);
}
