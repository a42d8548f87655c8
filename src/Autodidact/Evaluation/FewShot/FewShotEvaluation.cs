using Autodidact.Engine;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;

namespace Autodidact.Evaluation.FewShot;

/// <summary>
/// What 1, 2, 5, 10 and 20 labels a class are enough for, each the mean of 20 draws: by the nearest of the classes' mean directions, and by logistic regression with a penalty that
/// nobody chose, since so few labels leave none to choose on. The rest of the training part says where the features' middle is and how wide they are, without labels.
/// </summary>
/// <remarks>Centred and scaled to length 1 before the nearest mean, as SimpleShot is (Wang et al. 2019, arXiv:1911.04623); standardised before the regression.</remarks>
public sealed class FewShotEvaluation : FeatureEvaluation
{
    /// <summary>Strength of the regression's penalty: <c>mean loss + l2 / 2 |W|²</c> on standardised features.</summary>
    public const double L2 = 1;

    private const int Draws = 20;

    // Beyond it, 100 regressions take longer than all else of a card; means of directions do not.
    private const int MostClassesToRegress = 100;

    private static readonly int[] s_labels = [1, 2, 5, 10, 20];

    /// <inheritdoc/>
    public override string Name => "few-shot";

    /// <inheritdoc/>
    public override bool IsUsual => true;

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        LabelledFeatures train = subject.FiniteTrain;
        if (train.Count == 0)
        {
            subject.Note($"{Name} could not be measured on {subject.Origin}: not one feature vector is finite");
            return [];
        }

        bool regresses = train.Classes <= MostClassesToRegress;
        if (!regresses) subject.Note($"{Name} has no regression: with {train.Classes} classes (more than {MostClassesToRegress}) its {s_labels.Length * Draws} fits would take longer than all else");
        int[] sizes = [.. train.Labels.CountBy(label => label).Select(pair => pair.Value)];
        (int smallest, int largest) = (sizes.Min(), sizes.Max());
        if (smallest < s_labels[^1]) subject.Note($"{Name}: classes with fewer labels than are asked for give all they have; the smallest has {smallest}{(largest <= s_labels[^1] ? $", the largest {largest}, so that there is but one draw of {largest} or more: its interval is over test samples" : "")}");
        Standardization standardization = new(train);
        using FewShotTask centred = FewShotTask.Centred(train, subject.Test);
        using FewShotTask? standardized = regresses ? new(standardization.Apply(train), standardization.Apply(subject.Test)) : null;
        (int steps, int step) = (s_labels.Length * (regresses ? 2 : 1), 0);
        List<EvaluationRow> rows = [];
        foreach (int labels in s_labels)
        {
            subject.Report(Name, step++, steps);
            rows.Add(Row($"centroid_{labels}", [.. Samples(labels).Select(centred.NearestMean)], labels, []));
        }

        foreach (int labels in regresses ? s_labels : [])
        {
            subject.Report(Name, step++, steps);
            rows.Add(Row($"logistic_{labels}", [.. Samples(labels).Select(sample => standardized!.Regression(sample, L2))], labels, new() { ["l2"] = L2 }));
        }

        return rows;

        IEnumerable<int[]> Samples(int labels)
        {
            // Where every class gives all it has, another draw is the same one.
            for (int draw = 0; draw < (labels < largest ? Draws : 1); draw++)
            {
                subject.Cancel.ThrowIfCancellationRequested();
                yield return LabelSample.Of(train.Labels, labels, draw, subject.Options.Seed);
            }
        }

        EvaluationRow Row(string metric, double[] accuracies, int labels, Dictionary<string, double> settings)
        {
            Interval interval = accuracies.Length > 1 ? Interval.OfMean(accuracies) : Interval.Wilson((long)Math.Round(accuracies[0] * subject.Test.Count), subject.Test.Count);
            (settings["labels_per_class"], settings["draws"]) = (labels, accuracies.Length);
            return new(Name, subject.Origin, metric, accuracies.Average(), Math.Max(0, interval.Low), Math.Min(1, interval.High), subject.Test.Count, settings);
        }
    }
}
