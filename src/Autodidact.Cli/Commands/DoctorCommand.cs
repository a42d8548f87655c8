using System.CommandLine;
using Autodidact.Cli.Diagnosis;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Says what this machine has, what is missing or slow, and what to do.</summary>
internal static class DoctorCommand
{
    public const string Description = "Check this machine: libraries, processor, data; what is missing or slow, and what to do.";

    public static Command Create(Shell shell)
    {
        Command command = new("doctor", Description);
        command.SetAction(_ => Print(shell));
        return command;
    }

    private static int Print(Shell shell)
    {
        DoctorResult result = new([.. MachineChecks.Run()]);
        shell.Print(result, CliJson.Default.DoctorResult, terminal =>
        {
            Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("", "what", "found", "what to do");
            foreach (MachineCheck check in result.Checks)
                table.AddRow($"[{Colour(check.State)}]{check.State.ToString().ToLowerInvariant()}[/]", Markup.Escape(check.Name), Markup.Escape(check.Found), Markup.Escape(check.Advice ?? ""));
            terminal.Write(table);
        });
        return result.Checks.Any(check => check.IsNeeded && check.State == CheckState.Missing) ? ExitCode.Failure : ExitCode.Done;
    }

    private static string Colour(CheckState state) => state switch
    {
        CheckState.Ok => "green",
        CheckState.Slow => "yellow",
        _ => "red",
    };
}

/// <summary>What <c>doctor --json</c> prints.</summary>
internal sealed record DoctorResult(MachineCheck[] Checks);
