using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine.Serialization;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Autodidact.Training;

namespace Autodidact.Cli.Commands;

/// <summary>Runs beside each other: what they are worth and what they cost.</summary>
internal static class CompareCommand
{
    public const string Description = "Put runs beside each other: accuracy, label-free scores, and what training cost.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("with", "NAMES", "Evaluations, such as linear. Default: knn,linear."),
        ("limit", "N", "Measure on the first samples of each part only."),
        ("seed", "N", "Decides random initialisation and what is held out."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("compare", Description);
        Argument<string[]> runs = new("RUN") { Description = "Runs, or folders of runs such as a sweep's.", Arity = ArgumentArity.OneOrMore };
        Option<string> data = new("--data") { Description = "Labelled data to measure on what was not measured there yet. Default: the figures that the runs have.", HelpName = "DATA" };
        Option<string> picture = new("--picture") { Description = "Write a plot of the accuracies there, as SVG.", HelpName = "FILE" };
        command.Arguments.Add(runs);
        command.Options.Add(data);
        command.Options.Add(picture);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            EvaluationOptions options = mistakes.Try(() => OptionsBinder.Bind(flags.Read(parsed), EvaluationOptions.OfRuns)) ?? new();
            RunFolder[] folders = [.. parsed.GetRequiredValue(runs).SelectMany(path => mistakes.Try(() => Folders(path)) ?? []).DistinctBy(folder => folder.FullPath)];
            EvaluationDisplay display = new(shell);
            // Reading and measuring both come upon a damaged file.
            HashSet<string> told = [];
            Action<string> note = line => { if (told.Add(line)) display.Note(line); };
            string settings = StoredEvaluation.SettingsOf(options);
            RunFigures[] figures = [.. folders.Select(folder => mistakes.Try(() => RunFigures.Read(folder, note, settings))).OfType<RunFigures>()];
            string[] kinds = [.. figures.Select(run => run.Recipe.Method.Modality).Distinct()];
            if (kinds.Length > 1 && parsed.GetValue(data) is not null) mistakes.Add(new("data", parsed.GetValue(data), $"cannot be measured by all of these runs, which learned from {string.Join(" and ", kinds)}; compare runs of one kind"));
            LabelledParts? parts = parsed.GetValue(data) is not string source || kinds.Length > 1
                ? null
                : mistakes.Try(() => Sources.Using(source, () => LabelledParts.Open(source, kinds.FirstOrDefault() ?? Modality.Image, options.Limit, options.TestShare, options.Seed)));
            mistakes.ThrowIfAny();
            RunEvaluator evaluator = new(options, note);
            for (int i = 0; parts is not null && i < figures.Length; i++)
            {
                if (EvaluationStore.EncoderOf(figures[i].Run) is null) continue;
                display.Stage = figures.Length == 1 ? "" : $"run {i + 1} of {figures.Length}, ";
                figures[i] = figures[i] with { Card = await evaluator.MeasureAsync(figures[i].Run, parts, display, cancel), MeasuredWith = settings };
            }

            display.Close();
            RunComparison comparison = RunComparison.Of(figures);
            ComparisonDisplay.Print(shell, comparison);
            if (parsed.GetValue(picture) is not string file) return;
            if (ComparisonPlot.Draw(comparison) is string drawn) AtomicFile.WriteText(file, drawn);
            else shell.Error.WriteLine("There is no accuracy to draw; name labelled data with --data.");
        });
        return command;
    }

    private static RunFolder[] Folders(string path)
    {
        if (RunFolder.IsRun(path)) return [RunFolder.Open(path)];
        RunFolder[] inside = [.. RunListing.Of(path).Select(run => RunFolder.Open(run.Run))];
        return inside.Length > 0
            ? inside
            : throw new ConfigurationException([new("RUN", path, Directory.Exists(path) ? "is no run and holds none" : "does not exist")]);
    }
}
