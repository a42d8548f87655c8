using System.CommandLine;
using Autodidact.Configuration;

namespace Autodidact.Cli.Processes;

/// <summary>The flags of a command that several processes can do together.</summary>
internal sealed class LaunchFlags
{
    private const string Processes = "--processes", MaxRestarts = "--max-restarts";

    private readonly Option<string> _processes = new(Processes) { Description = "Processes that share the work on this machine. Default: 1.", HelpName = "N" };
    private readonly Option<string>? _restarts;

    /// <param name="command">The command.</param>
    /// <param name="restarts">Whether it can be started anew from where it was.</param>
    public LaunchFlags(Command command, bool restarts)
    {
        command.Options.Add(_processes);
        if (!restarts) return;
        _restarts = new(MaxRestarts) { Description = "Start lost processes anew, from the last checkpoint, so often.", HelpName = "N" };
        command.Options.Add(_restarts);
    }

    /// <exception cref="ConfigurationException">A value is not allowed.</exception>
    public LaunchOptions Read(ParseResult parsed)
    {
        // The processes that a launcher starts have its command line.
        if (LauncherLink.IsHere) return new();
        Setting said = new();
        if (parsed.GetValue(_processes) is string processes) said.Set("processes", processes, Processes);
        if (_restarts is not null && parsed.GetValue(_restarts) is string restarts) said.Set("max_restarts", restarts, MaxRestarts);
        return OptionsBinder.Bind<LaunchOptions>(said);
    }

    /// <summary>Has as many processes as were asked for do the command's work.</summary>
    /// <param name="shell">Where words go.</param>
    /// <param name="parsed">What was said.</param>
    /// <param name="mistakes">Takes mistakes in these flags; the work reports them with its own.</param>
    /// <param name="work">The work of one process, or of the only one.</param>
    /// <param name="cancel">Asks all of them to stop.</param>
    public Task<int> RunAsync(Shell shell, ParseResult parsed, MistakeCollector mistakes, Func<Task<int>> work, CancellationToken cancel)
    {
        LaunchOptions options = mistakes.Try(() => Read(parsed)) ?? new();
        return options.Processes > 1
            ? new ProcessLauncher(shell, options).RunAsync(shell.Arguments, cancel)
            : Membership.RunAsync(shell, stall: null, work, cancel);
    }
}
