using Autodidact.Configuration;
using Autodidact.Evaluation.Comparison;
using Autodidact.Evaluation.Sweeps;
using Autodidact.Training;

namespace Autodidact.Evaluation.Verification;

/// <summary>Runs a recipe and holds what comes of it against its <c>expected</c> figures and findings.</summary>
public static class Verifier
{
    // Whether steps wait for data is a matter of the machine, of which a recipe promises nothing.
    private const string OfTheMachine = "data_starving";

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
        ExpectedOptions promised = plan.Cells[0].Options.Expected;
        IReadOnlyDictionary<string, (double Low, double High)> expected = promised.Bands;
        if (expected.Count == 0 && promised.Findings is null)
            throw new ConfigurationException([new("expected", null, "is not said, so that there is nothing to verify; write for example 'expected: { knn: [38.0, 46.0] }' (percent of the test part) into the recipe")]);
        if (expected.Count > 0) RequireLabels(plan.Cells[0].Options.Data, plan.Cells[0].Options.Method.Modality, options);
        List<string> notes = [.. plan.Cells.Where(IsFinished).Select(cell => $"{cell.Options.Out} was finished before and is not trained again; remove the folder to train it anew")];
        SweepRunner runner = new(plan, watcher);
        SweepResult sweep = await runner.RunAsync(options with { With = expected.Count > 0 ? [.. expected.Keys] : ["knn"], Baselines = true }, cancel);
        notes.AddRange(sweep.Runs.Where(run => run.Failure is not null).Select(run => $"{run.Run} failed: {run.Failure}"));
        string[] surprises = [.. plan.Cells.Where(IsFinished).SelectMany(cell => Surprises(cell.Options.Out!, promised.Findings ?? []))];
        notes.AddRange(surprises);
        VerifiedFigure[] figures = [.. expected.Select(band => Figure(band.Key, band.Value, [.. plan.Cells.Select(cell => runner.Cards.GetValueOrDefault(cell.Options.Out!)).OfType<EvaluationCard>()])).OfType<VerifiedFigure>()];
        bool complete = sweep.Runs.All(run => run.State == RunState.Finished) && (expected.Count == 0 || runner.Cards.Count == plan.Cells.Count);
        return new()
        {
            State = sweep.State,
            Holds = complete && surprises.Length == 0 && figures.Length == expected.Count && figures.All(figure => figure.IsInside),
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

    private static IEnumerable<string> Surprises(string run, IReadOnlyList<string> expected)
    {
        IReadOnlyList<string> found = RunInformation.Read(RunFolder.Open(run))!.Findings;
        foreach (string finding in found.Except(expected).Where(finding => finding != OfTheMachine))
            yield return $"{run} has a finding that the recipe does not expect: {finding} (docs/findings.md)";
        foreach (string finding in expected.Except(found))
            yield return $"{run} does not have the finding that the recipe expects: {finding} (docs/findings.md)";
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

    private static void RequireLabels(string data, string modality, EvaluationOptions options)
    {
        try
        {
            LabelledParts.Open(data, modality, options.Limit, options.TestShare, options.Seed);
        }
        catch (Data.DataException wrong)
        {
            throw new ConfigurationException([new("data", data, wrong.Message)]);
        }
    }
}
