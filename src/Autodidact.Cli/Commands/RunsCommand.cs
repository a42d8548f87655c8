using System.CommandLine;
using System.Globalization;
using Autodidact.Configuration;
using Autodidact.Training;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>What has become of the runs in a folder.</summary>
internal static class RunsCommand
{
    public const string Description = "List runs: running, finished, interrupted, or failed and why.";

    public static Command Create(Shell shell)
    {
        Argument<string?> folder = new("FOLDER") { Description = $"A folder of runs, or one run. Default: {RunFolder.DefaultRoot}.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("runs", Description) { folder };
        command.SetAction(parsed => Print(shell, parsed.GetValue(folder)));
        return command;
    }

    private static void Print(Shell shell, string? folder)
    {
        if (folder is not null && !Directory.Exists(folder))
            throw new ConfigurationException([new("FOLDER", folder, "does not exist")]);
        RunsResult result = new(RunListing.Of(folder ?? RunFolder.DefaultRoot));
        shell.Print(result, CliJson.Default.RunsResult, terminal =>
        {
            if (result.Runs.Count == 0)
            {
                terminal.MarkupLineInterpolated($"There are no runs in {folder ?? RunFolder.DefaultRoot}.");
                return;
            }
            Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("run", "state", "method", "backbone", "data", "steps", "loss", "updated");
            foreach (RunSummary run in result.Runs)
                table.AddRow(((string[])[run.Run, State(run), run.Method ?? "", run.Backbone ?? "", run.Data ?? "", Steps(run), run.Loss?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "", run.Updated is DateTimeOffset updated ? $"{updated:yyyy-MM-dd HH:mm}Z" : ""]).Select(Plain).Select(Markup.Escape).ToArray());
            terminal.Write(table);
        });
    }

    // Names and failures come from files, and what they hold is not to move anybody's cursor.
    private static string Plain(string text) =>
        string.Join(' ', new string([.. text.Select(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) ? ' ' : letter)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string State(RunSummary run) =>
        OptionValue.Write(run.State) + (run.ProcessId is int process ? $" (process {process})" : "") + (run.Failure is null ? "" : $": {run.Failure}");

    private static string Steps(RunSummary run) => run.TotalSteps is long total ? $"{run.Steps:N0} of {total:N0}" : $"{run.Steps:N0}";
}

/// <summary>What <c>runs --json</c> prints.</summary>
internal sealed record RunsResult(IReadOnlyList<RunSummary> Runs);
