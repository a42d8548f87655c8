using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Evaluation.Comparison;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>Does the runs of a sweep one after the other and measures each. Runs that are finished are not done again, interrupted ones go on.</summary>
/// <param name="plan">The runs.</param>
/// <param name="watcher">Who watches.</param>
public sealed class SweepRunner(SweepPlan plan, ISweepWatcher watcher)
{
    /// <summary>Names of the figures that a sweep goes by.</summary>
    public const string KnnScore = "knn_accuracy", RankMeScore = RankMeObserver.Figure;

    private readonly Dictionary<string, LabelledParts> _parts = [];
    private readonly List<string> _notes = [];
    private readonly HashSet<string> _networks = [];
    // The first run of each network, data and preprocessing: baselines are the same for all of its kind.
    private readonly List<RunFigures> _measured = [];

    /// <summary>The cards of the runs that were measured on labelled data, by the runs' folders.</summary>
    public Dictionary<string, EvaluationCard> Cards { get; } = [];

    /// <summary>Checks everything, then does the runs.</summary>
    /// <param name="evaluation">How runs are measured; random initialisation and raw input are measured once for all runs with one network, where they are wanted.</param>
    /// <param name="cancel">Stops after the step under way; what was done is kept and the same sweep goes on from there.</param>
    /// <exception cref="ConfigurationException">Something is wrong with a run or its data; lists everything, and nothing was started.</exception>
    public async Task<SweepResult> RunAsync(EvaluationOptions evaluation, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        HashSet<SweepCell> finished = Check(evaluation);
        // One figure for all runs: where some data have no labels, accuracies of the others could not be compared with anything.
        string score = plan.Cells.All(cell => _parts.ContainsKey(cell.Options.Data)) ? KnnScore : RankMeScore;
        if (score == RankMeScore) _notes.Add("the data have no labels: the sweep goes by RankMe, which compares settings of one method and network");
        foreach (string note in _notes) watcher.Noted(note);
        RunEvaluator evaluator = new(evaluation, watcher.Noted);
        SweepRun[] runs = [.. plan.Cells.Select(cell => Summary(cell, null, null))];
        int toDo = plan.Cells.Count - finished.Count;
        for (int i = 0; i < runs.Length && !cancel.IsCancellationRequested; i++)
        {
            SweepCell cell = plan.Cells[i];
            if (!finished.Contains(cell)) toDo--;
            try
            {
                runs[i] = await RunAsync(cell, i, finished.Contains(cell), toDo, score, evaluator, StoredEvaluation.SettingsOf(evaluation), cancel);
            }
            catch (OperationCanceledException)
            {
                break;      // between the run and its figures: both are there for the next time
            }

            watcher.Ended(runs[i]);
            Result().Write();
        }

        SweepResult result = Result();
        Directory.CreateDirectory(plan.Folder);
        result.Write();
        return result;

        SweepResult Result() => SweepResult.Of(plan, score, runs, BaselineRow.Of(_measured), _notes);
    }

    private async Task<SweepRun> RunAsync(SweepCell cell, int index, bool isFinished, int toDo, string score, RunEvaluator evaluator, string settings, CancellationToken cancel)
    {
        RunFolder folder;
        if (isFinished)
        {
            folder = RunFolder.Open(cell.Options.Out!);
        }
        else
        {
            try
            {
                TrainingObserver[] observers = [.. Probes(cell), .. watcher.Begins(cell, index + 1, plan.Cells.Count, toDo)];
                Run run = await Pretraining.RunAsync(cell.Options, resume: true, observers, cancel);
                if (run.Information.State != RunState.Finished) return Summary(cell, run.Information, null);
                folder = run.Folder;
            }
            catch (Exception failure) when (failure is NonFiniteLossException or NotRepeatableException)
            {
                // What one combination does says nothing about the others: that it diverges is a result.
                return Summary(cell, RunInformation.Read(RunFolder.Open(cell.Options.Out!)), null) with { State = RunState.Failed, Failure = failure.Message };
            }
        }

        RunFigures figures = RunFigures.Read(folder);
        if (score == RankMeScore) return Summary(cell, figures.Information, (figures.Rankme ?? await RankOf(folder, cell), null));
        EvaluationCard card = await evaluator.MeasureAsync(folder, _parts[cell.Options.Data], watcher, cancel);
        Cards[folder.Path] = card;
        figures = figures with { Card = card, MeasuredWith = settings };
        if (_networks.Add(BaselineRow.Key(figures))) _measured.Add(figures);

        return Summary(cell, figures.Information, figures.Accuracy("knn") ?? figures.Accuracy("linear"));
    }

    // A run that ends within a pass has measured nothing at its end.
    private static Task<double> RankOf(RunFolder folder, SweepCell cell) => TrainingThread.RunAsync(() =>
    {
        using Encoder encoder = Encoder.Load(folder.Encoder, TorchRuntime.DeviceFor(cell.Options.Device));
        return RankMeObserver.Of(encoder, DataSources.Open(cell.Options.Data, cell.Options.Method.Modality));
    });

    /// <summary>Finds every mistake, opens the labelled data, and says which runs are finished.</summary>
    private HashSet<SweepCell> Check(EvaluationOptions evaluation)
    {
        List<ConfigurationMistake> mistakes = [.. OptionsChecker.Mistakes(evaluation)];
        HashSet<string> told = [];
        HashSet<SweepCell> finished = [];
        // The same data are opened once for hundreds of runs; all else is checked for each of them.
        Dictionary<(string, string), DataSource> sources = [];
        foreach (SweepCell cell in plan.Cells)
        {
            try
            {
                if (Pretraining.Check(cell.Options, Probes(cell), Source) is { State: RunState.Finished }) finished.Add(cell);
            }
            catch (ConfigurationException wrong)
            {
                // The same mistake in every run is said once, of the first of them.
                mistakes.AddRange(wrong.Mistakes.Where(mistake => told.Add(mistake.ToString().Replace(cell.Options.Out!, "", StringComparison.Ordinal))));
            }
        }

        if (mistakes.Count > 0) throw new ConfigurationException(mistakes);
        foreach ((string data, string modality) in plan.Cells.Select(cell => (cell.Options.Data, cell.Options.Method.Modality)).Distinct())
        {
            try
            {
                _parts[data] = LabelledParts.Open(data, modality, evaluation.Limit, evaluation.TestShare, evaluation.Seed);
                _notes.AddRange(_parts[data].Notes);
            }
            catch (DataException)
            {
                // No labels, or one class only, as is usual for data to pretrain on.
            }
        }

        return finished;

        DataSource Source(PretrainOptions options) => sources.TryGetValue((options.Data, options.Method.Modality), out DataSource? known)
            ? known
            : sources[(options.Data, options.Method.Modality)] = DataSources.Open(options.Data, options.Method.Modality);
    }

    // Where the run itself measures nothing, the sweep still needs the figure that it goes by, after the last epoch.
    private static TrainingObserver[] Probes(SweepCell cell) => cell.Options.KnnEvery > 0 ? ProbeObserver.Usual(cell.Options.KnnEvery) : [new RankMeObserver(int.MaxValue)];

    private SweepRun Summary(SweepCell cell, RunInformation? information, (double Value, Interval? Own)? score) => new(
        cell.Name, cell.Options.Out!, plan.Axes.Zip(cell.Values).ToDictionary(pair => pair.First.Setting, pair => pair.Second), cell.Options.Seed,
        information?.State, information?.Failure, double.IsFinite(score?.Value ?? double.NaN) ? score?.Value : null, score?.Own?.Low, score?.Own?.High,
        information?.Loss, information?.Seconds ?? 0, information?.GigaflopsPerStep * information?.Steps);
}
