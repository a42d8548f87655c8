namespace Autodidact.Evaluation.Detection;

/// <summary>
/// Each class as the normal one in turn: scores are fitted on its training samples alone and have to tell its test samples from those of all other classes. Figures are means over classes.
/// No hyperparameter is chosen: there is nothing strange among the training samples of one class that it could be chosen on.
/// </summary>
public sealed class AnomalyEvaluation : DetectionEvaluation
{
    private const int Draws = 200;

    /// <inheritdoc/>
    public override string Name => "anomaly";

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        (LabelledFeatures train, LabelledFeatures test) = (FiniteRows.Of(subject.Train), subject.Test);
        int[] classes = [.. Enumerable.Range(0, train.Classes).Where(label => train.Labels.Count(own => own == label) >= 2 && test.Labels.Contains(label) && test.Labels.Any(other => other != label))];
        if (classes.Length == 0)
        {
            subject.Note("anomaly could not be measured: no class has two training samples, a test sample of its own and one of another class");
            yield break;
        }
        if (classes.Length < train.Classes) subject.Note($"anomaly leaves out {train.Classes - classes.Length} of {train.Classes} classes as normal ones: they have fewer than two training samples or no test sample");
        Dictionary<string, List<DetectionTask>> tasks = [];
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
                tasks.TryAdd(score.Name, []);
                tasks[score.Name].Add(new(score.Of(test.Values, subject.Cancel), isNormal));
                // What is measured of a class, such as its covariance's shrinkage, is no setting of the mean.
                settings.TryAdd(score.Name, score.Settings.Where(pair => pair.Key is "k" or "temperature").Append(new("classes", classes.Length)).ToDictionary());
            }
        }
        int[][] draws = [.. Enumerable.Range(0, Draws).Select(draw => Bootstrap.Times(test.Labels, subject.Options.Seed, draw))];
        foreach ((string score, List<DetectionTask> own) in tasks)
        {
            foreach (EvaluationRow row in Rows(score, subject.Origin, own, draws, settings[score], subject.Cancel)) yield return row;
        }
    }
}
