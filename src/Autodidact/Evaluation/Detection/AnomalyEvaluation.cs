namespace Autodidact.Evaluation.Detection;

/// <summary>
/// Each class as the normal one in turn: scores are fitted on its training samples alone and have to tell its test samples from those of all other classes. Figures are means over classes.
/// No hyperparameter is chosen: there is nothing strange among the training samples of one class that it could be chosen on.
/// </summary>
public sealed class AnomalyEvaluation : DetectionEvaluation
{
    /// <summary>Classes that are taken as the normal one at most; of more, as many are drawn: each goes through all test samples for every score and draw.</summary>
    public const int MostClasses = 100;

    private const int Draws = 200;

    /// <inheritdoc/>
    public override string Name => "anomaly";

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        (LabelledFeatures train, LabelledFeatures test) = (FiniteRows.Of(subject.Train), subject.Test);
        Dictionary<int, int> fitted = train.Labels.CountBy(label => label).ToDictionary(), measured = test.Labels.CountBy(label => label).ToDictionary();
        int[] classes = [.. Enumerable.Range(0, train.Classes).Where(label => fitted.GetValueOrDefault(label) >= 2 && measured.GetValueOrDefault(label) is int own && own > 0 && own < test.Count)];
        if (classes.Length == 0)
        {
            subject.Note("anomaly could not be measured: no class has two training samples, a test sample of its own and one of another class");
            yield break;
        }
        if (classes.Length < train.Classes) subject.Note($"anomaly leaves out {train.Classes - classes.Length} of {train.Classes} classes as normal ones: they have fewer than two training samples or no test sample");
        if (classes.Length > MostClasses)
        {
            subject.Note($"anomaly takes {MostClasses} of {classes.Length} classes as normal ones, drawn from all: every one more takes as long again");
            classes = [.. SampleDraw.Of(classes.Length, MostClasses).Select(place => classes[place])];
        }
        int[][] draws = [.. Enumerable.Range(0, Draws).Select(draw => Bootstrap.Times(test.Labels, subject.Options.Seed, draw))];
        Dictionary<string, DetectionSum> sums = [];
        Dictionary<string, IReadOnlyDictionary<string, double>> settings = [];
        for (int i = 0; i < classes.Length; i++)
        {
            subject.Report("anomaly: classes as the normal one", i, classes.Length);
            subject.Cancel.ThrowIfCancellationRequested();
            LabelledFeatures normal = train.Rows([.. Enumerable.Range(0, train.Count).Where(row => train.Labels[row] == classes[i])]);
            bool[] isNormal = Array.ConvertAll(test.Labels, label => label == classes[i]);
            using MahalanobisDistance mahalanobis = new(normal.Values, normal.Dimension);
            foreach (OutlierScore score in (OutlierScore[])[new NeighbourDistance(normal.Values, normal.Dimension), mahalanobis, new FreeEnergy(normal.Values, normal.Dimension)])
            {
                sums.TryAdd(score.Name, new(draws));
                sums[score.Name].Add(new(score.Of(test.Values, subject.Cancel), isNormal), subject.Cancel);
                // What is measured of a class, such as its covariance's shrinkage, is no setting of the mean.
                settings.TryAdd(score.Name, score.Settings.Where(pair => pair.Key is "k" or "temperature").Append(new("classes", classes.Length)).ToDictionary());
            }
        }
        foreach ((string score, DetectionSum sum) in sums)
        {
            foreach (EvaluationRow row in Rows(score, subject.Origin, sum, settings[score])) yield return row;
        }
    }
}
