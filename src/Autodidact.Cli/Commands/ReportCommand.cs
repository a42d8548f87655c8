using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Reports;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Writes the report of a run.</summary>
internal static class ReportCommand
{
    public const string Description = "Write a run's report: one HTML page of what it is, what its encoder is worth, and what that makes of samples.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("data", "DATA", "Samples to show: a path, kind:path, or shapes. Default: the run's own."),
        ("out", "FILE", "The page to write. Default: report.html in the run's folder."),
        ("limit", "N", "Most samples to embed and show of a part."),
        ("clusters", "N", "Clusters. Default: as many as there are classes, or 10."),
        ("measure", SettingFlags.Switch, "Measure an encoder that nobody has measured yet, where there are labels."),
        ("seed", "N", "Decides which samples are drawn."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("report", Description);
        Argument<string> run = new("RUN") { Description = "A run's folder, or a folder with an encoder." };
        command.Arguments.Add(run);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            EvaluationDisplay display = new(shell);
            ReportResult result;
            try
            {
                result = await RunReport.WriteAsync(parsed.GetRequiredValue(run), OptionsBinder.Bind<ReportOptions>(flags.Read(parsed)), display, cancel);
            }
            finally
            {
                display.Close();
            }
            foreach (IGrouping<string, MissingSection> missing in result.Missing.GroupBy(missing => missing.Why))
                shell.Error.WriteLine($"without {string.Join(", ", missing.Select(part => $"'{part.Section}'"))}: {missing.Key}");
            shell.Print(result, CliJson.Default.ReportResult, terminal =>
                terminal.MarkupLineInterpolated($"{result.File}: {result.Sections.Count} sections, {result.Bytes / 1e6:0.0} MB; open it in a browser"));
        });
        return command;
    }
}
