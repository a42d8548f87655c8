using System.CommandLine;
using System.Globalization;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Sweeps;
using Autodidact.Evaluation.Verification;
using Autodidact.Training;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Whether a recipe does what it promises.</summary>
internal static class VerifyCommand
{
    public const string Description = "Run a recipe and hold what comes of it against the figures it expects.";

    public static Command Create(Shell shell)
    {
        Command command = new("verify", Description);
        Argument<string> recipe = new("RECIPE") { Description = "A recipe with an 'expected' section." };
        Option<string> seeds = new("--seeds") { Description = "Runs, with the recipe's seed and the next ones; each has to lie within what is expected. Default: 1.", HelpName = "N" };
        Option<string> folder = new("--out") { Description = "Where the runs lie; those that are finished there are measured and not done again. Default: runs/verify-RECIPE.", HelpName = "FOLDER" };
        Option<string> limit = new("--evaluate-limit") { Description = "Measure on the first samples of each part only.", HelpName = "N" };
        command.Arguments.Add(recipe);
        foreach (Option option in (Option[])[seeds, folder, limit])
            command.Options.Add(option);
        SettingFlags flags = PretrainFlags.Add(command, "out");
        command.SetAction(async (parsed, cancel) =>
        {
            string path = parsed.GetRequiredValue(recipe);
            Setting said = Recipes.Read(flags, parsed, path);
            said.Remove(PretrainOptions.SweepSection);
            MistakeCollector mistakes = new();
            SweepGrid grid = SweepGrid.Read(said, [], parsed.GetValue(seeds));
            EvaluationOptions evaluation = mistakes.Try(() => SweepCommand.EvaluationFor(parsed.GetValue(limit), "--evaluate-limit")) ?? new();
            string root = parsed.GetValue(folder) ?? Path.Combine(RunFolder.DefaultRoot, $"verify-{Path.GetFileNameWithoutExtension(path)}");
            SweepPlan? plan = mistakes.Try(() => SweepPlan.Create(said, grid, root));
            mistakes.ThrowIfAny();
            SweepDisplay display = new(shell);
            PretrainOptions options = plan!.Cells[0].Options;
            VerificationResult result = await Verifier.RunAsync(plan, evaluation with { Threads = options.Threads, Device = options.Device }, display, cancel);
            display.Close();
            Print(shell, result);
            if (result.State == RunState.Finished)
                return result.Holds ? ExitCode.Done : ExitCode.Failure;
            shell.Error.WriteLine($"Interrupted. The same command goes on from there (in {plan.Folder}).");
            return ExitCode.Interrupted;
        });
        return command;
    }

    private static void Print(Shell shell, VerificationResult result)
    {
        foreach (string note in result.Notes)
            shell.Error.WriteLine(note);
        shell.Print(result, CliJson.Default.VerificationResult, terminal =>
        {
            terminal.MarkupLineInterpolated($"{result.Data}: accuracy in %, {result.Seeds.Count} {(result.Seeds.Count == 1 ? "seed" : "seeds")}");
            Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("", "measured", "expected", "random", "raw", "");
            foreach (TableColumn column in table.Columns)
                column.NoWrap();
            foreach (VerifiedFigure figure in result.Figures)
            {
                string measured = string.Join(", ", figure.Measured.Select(value => Cells.Number(value))) + (figure.Measured.Count > 1 ? $" [grey](mean {Cells.Number(figure.Mean.Value)})[/]" : "");
                table.AddRow(figure.Evaluation, measured, string.Create(CultureInfo.InvariantCulture, $"{figure.Low:0.0} to {figure.High:0.0}"), Cells.Number(figure.Random), Cells.Number(figure.Raw), figure.IsInside ? "[green]inside[/]" : "[red]outside[/]");
            }
            terminal.Write(table);
            terminal.MarkupLine(result.Holds ? "[green]The recipe does what it promises.[/]"
                : result.State == RunState.Finished ? "[red]The recipe does not do what it promises.[/]" : "Not all runs are done.");
        });
    }
}
