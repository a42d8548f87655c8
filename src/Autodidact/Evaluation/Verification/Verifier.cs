using Autodidact.Configuration;
using Autodidact.Evaluation.Comparison;
using Autodidact.Evaluation.Sweeps;
using Autodidact.Training;

namespace Autodidact.Evaluation.Verification;

/// <summary>Runs a recipe and holds what comes of it against its <c>expected</c> figures.</summary>
public static class Verifier
{
    /// <summary>Trains with each seed, measures, and compares. A run that was finished before is measured and not trained again; a note says so.</summary>
    /// <param name="plan">The runs: a recipe without a grid.</param>
    /// <param name="options">How runs are measured; what is measured is what the recipe expects something of.</param>
    /// <param name="watcher">Who watches.</param>
    /// <param name="cancel">Stops after the step under way; the same verification goes on from there.</param>
    /// <exception cref="ConfigurationException">The recipe expects nothing, the data have no labels, or anything else is wrong.</exception>
    public static async Task<VerificationResult> RunAsync(SweepPlan plan, EvaluationOptions options, ISweepWatcher watcher, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyDictionary<string, (double Low, double High)> expected = plan.Cells[0].Options.Expected.Bands;
        if (expected.Count == 0)
            throw new ConfigurationException([new("expected", null, "is not said, so that there is nothing to verify; write for example 'expected: { knn: [38.0, 46.0] }' (percent of the test part) into the recipe")]);
        RequireLabels(plan.Cells[0].Options.Data, options);
        List<string> notes = [.. plan.Cells.Where(IsFinished).Select(cell => $"{cell.Options.Out} was finished before and is not trained again; remove the folder to train it anew")];
        SweepRunner runner = new(plan, watcher);
        SweepResult sweep = await runner.RunAsync(options with { With = [.. expected.Keys], Baselines = true }, cancel);
        notes.AddRange(sweep.Runs.Where(run => run.Failure is not null).Select(run => $"{run.Run} failed: {run.Failure}"));
        notes.AddRange(from cell in plan.Cells
                       where IsFinished(cell)
                       from finding in RunInformation.Read(RunFolder.Open(cell.Options.Out!))!.Findings
                       select $"{cell.Options.Out} has a finding: {finding} (docs/findings.md)");
        VerifiedFigure[] figures = [.. expected.Select(band => Figure(band.Key, band.Value, [.. plan.Cells.Select(cell => runner.Cards.GetValueOrDefault(cell.Options.Out!)).OfType<EvaluationCard>()])).OfType<VerifiedFigure>()];
        bool complete = runner.Cards.Count == plan.Cells.Count;
        return new()
        {
            State = sweep.State,
            Holds = complete && figures.Length == expected.Count && figures.All(figure => figure.IsInside),
            Data = plan.Cells[0].Options.Data,
            Runs = [.. plan.Cells.Select(cell => cell.Options.Out!)],
            Seeds = [.. plan.Cells.Select(cell => cell.Options.Seed)],
            Figures = figures,
            Notes = notes,
        };
    }

    private static VerifiedFigure? Figure(string evaluation, (double Low, double High) band, EvaluationCard[] cards)
    {
        if (cards.Length == 0) return null;
        EvaluationRow[] rows = [.. cards.Select(card => Row(card, FeatureOrigin.Encoder)!)];
        double[] measured = [.. rows.Select(row => 100 * row.Value)];
        return new(
            evaluation, band.Low, band.High, measured, Estimate.Of([.. rows.Select(row => (100 * row.Value, (Interval?)new Interval(100 * row.Low, 100 * row.High)))], 0, 100)!,
            100 * Row(cards[0], FeatureOrigin.RandomInitialization)?.Value, 100 * Row(cards[0], FeatureOrigin.RawInput)?.Value,
            measured.All(value => value >= band.Low && value <= band.High));

        EvaluationRow? Row(EvaluationCard card, string features) =>
            card.Results.FirstOrDefault(row => row.Evaluation == evaluation && row.Features == features && row.Metric == "accuracy");
    }

    private static bool IsFinished(SweepCell cell)
    {
        try
        {
            return RunFolder.IsRun(cell.Options.Out!) && RunInformation.Read(RunFolder.Open(cell.Options.Out!)) is { State: RunState.Finished };
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static void RequireLabels(string data, EvaluationOptions options)
    {
        try
        {
            LabelledParts.Open(data, options.Limit, options.TestShare, options.Seed);
        }
        catch (Data.DataException wrong)
        {
            throw new ConfigurationException([new("data", data, wrong.Message)]);
        }
    }
}
