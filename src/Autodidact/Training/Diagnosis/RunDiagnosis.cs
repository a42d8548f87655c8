using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>
/// Reads a run's figures as they come and says by name what goes wrong, each thing once. It knows nothing but the metrics, so that a run
/// that goes on reads them again and is where it was.
/// </summary>
/// <param name="run">What the run is like.</param>
/// <param name="found">Told about each finding.</param>
internal sealed class RunDiagnosis(RunShape run, Action<Finding> found) : TrainingObserver
{
    private readonly FailureMode[] _modes = [.. FailureModes.All()];
    private readonly List<Finding> _findings = [];
    private readonly HashSet<string> _known = [];
    private double _highestRate, _loss;
    private int _losses;
    private bool _silent;

    /// <summary>What was found so far, in order.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    public override void StepCompleted(TrainingStep step) => Read(step.Step, step.Loss, step.LearningRate, step.DataWait, step.Figures);

    /// <summary>A run that could not go on since a number became none has a finding as well.</summary>
    public void Failed(NonFiniteLossException failure) =>
        Tell(_modes.OfType<LossNotFinite>().Single().Found(failure.Step, $"{failure.What} no number any more at step {failure.Step}"));

    /// <summary>Reads what an earlier process measured; its findings are known and not said again.</summary>
    /// <param name="metrics">The run's <c>metrics.jsonl</c>.</param>
    /// <param name="lastStep">The step after which the run goes on.</param>
    public void CatchUp(string metrics, long lastStep)
    {
        if (!File.Exists(metrics))
            return;
        _silent = true;
        foreach ((long step, IReadOnlyDictionary<string, double> figures) in MetricsLog.Read(metrics, lastStep))
            if (figures.TryGetValue("loss", out double loss))
                Read(step, loss, figures.GetValueOrDefault("learning_rate"), figures.GetValueOrDefault("data_wait"), figures);
        _silent = false;
    }

    private void Read(long step, double loss, double learningRate, double dataWait, IReadOnlyDictionary<string, double> figures)
    {
        _highestRate = Math.Max(_highestRate, learningRate);
        (_loss, _losses) = (_loss + loss, _losses + 1);
        if (!figures.ContainsKey(FigureNames.GradientNorm))
            return;
        Look look = new(step, _loss / _losses, learningRate, _highestRate, dataWait, figures, run);
        (_loss, _losses) = (0, 0);
        foreach (FailureMode mode in _modes)
            if (mode.At(look) is { } finding)
                Tell(finding);
    }

    private void Tell(Finding finding)
    {
        if (!_known.Add(finding.Name))
            return;
        _findings.Add(finding);
        if (!_silent)
            found(finding);
    }
}
