using System.CommandLine;
using System.CommandLine.Parsing;
using Autodidact.Cli.Commands;
using Autodidact.Configuration;
using Autodidact.Engine.Distributed;
using Autodidact.Data;

namespace Autodidact.Cli;

/// <summary>From arguments to an exit code: finds the command, runs it, and turns what goes wrong into one clear sentence.</summary>
internal static class CommandLine
{
    /// <summary>Only the command that is called is built in full, which keeps start-up short.</summary>
    private static readonly (string Name, string Description, Func<Shell, Command> Create)[] s_commands =
    [
        ("demo", DemoCommand.Description, DemoCommand.Create),
        ("pretrain", PretrainCommand.Description, PretrainCommand.Create),
        ("runs", RunsCommand.Description, RunsCommand.Create),
        ("evaluate", EvaluateCommand.Description, EvaluateCommand.Create),
        ("finetune", FineTuneCommand.Description, FineTuneCommand.Create),
        ("compare", CompareCommand.Description, CompareCommand.Create),
        ("sweep", SweepCommand.Description, SweepCommand.Create),
        ("verify", VerifyCommand.Description, VerifyCommand.Create),
        ("information", InformationCommand.Description, InformationCommand.Create),
        ("attention", AttentionCommand.Description, AttentionCommand.Create),
        ("report", ReportCommand.Description, ReportCommand.Create),
        ("embed", EmbedCommand.Description, EmbedCommand.Create),
        ("index", IndexCommand.Description, IndexCommand.Create),
        ("search", SearchCommand.Description, SearchCommand.Create),
        ("duplicates", DuplicatesCommand.Description, DuplicatesCommand.Create),
        ("neighbours", NeighboursCommand.Description, NeighboursCommand.Create),
        ("cluster", ClusterCommand.Description, ClusterCommand.Create),
        ("detect", DetectCommand.Description, DetectCommand.Create),
        ("map", MapCommand.Description, MapCommand.Create),
        ("ica", IcaCommand.Description, IcaCommand.Create),
        ("word2vec", Word2VecCommand.Description, Word2VecCommand.Create),
        ("words", WordsCommand.Description, WordsCommand.Create),
        ("list", ListCommand.Description, ListCommand.Create),
        ("data", DataCommand.Description, DataCommand.Create),
        ("doctor", DoctorCommand.Description, DoctorCommand.Create),
        ("bench", BenchCommand.Description, BenchCommand.Create),
    ];

    /// <summary>Runs one command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        Shell shell = new(output, error) { Arguments = arguments };
        using Interruption interruption = new(shell, cancellation);
        try
        {
            ParseResult parsed = Build(shell, arguments).Parse(arguments.Length == 0 ? ["--help"] : arguments);
            InvocationConfiguration invocation = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            string[] mistakes = [.. Mistakes(parsed)];
            if (mistakes.Length > 0)
            {
                foreach (string mistake in mistakes)
                    await error.WriteLineAsync($"error: {mistake}");
                await error.WriteLineAsync($"'{string.Join(' ', CommandPath(parsed))} --help' shows what is allowed.");
                return ExitCode.Usage;
            }
            return await parsed.InvokeAsync(invocation, interruption.Token);
        }
        catch (Exception failure)
        {
            return Explain(failure, shell);
        }
    }

    private static RootCommand Build(Shell shell, string[] arguments)
    {
        RootCommand root = new("Self-supervised learning for .NET: learn an encoder from data without labels, measure it, use it.") { HelpName = "autodidact" };
        Option<bool> json = new("--json") { Description = "Print exactly one JSON object on standard output; progress goes to standard error.", Recursive = true };
        Option<bool> verbose = new("--verbose") { Description = "Show stack traces of errors.", Recursive = true };
        // Both are needed before the command runs: errors of the command line itself are to be shown in the same way.
        shell.Json = arguments.Contains("--json");
        shell.Verbose = arguments.Contains("--verbose");
        root.Options.Add(json);
        root.Options.Add(verbose);
        string? called = arguments.FirstOrDefault(argument => !argument.StartsWith('-'));
        foreach ((string name, string description, Func<Shell, Command> create) in s_commands)
            root.Subcommands.Add(name == called ? create(shell) : new Command(name, description));
        if (arguments.Any(argument => argument is "--help" or "-h" or "-?"))
            foreach (Command command in root.Subcommands)
                command.TreatUnmatchedTokensAsErrors = true;      // help would offer further arguments otherwise, and there are none
        return root;
    }

    private static IEnumerable<string> Mistakes(ParseResult parsed)
    {
        // Where unknown words are no errors of the parser, the command reports them with the mistakes in its settings.
        if (parsed.Errors.Count == 0)
            return [];
        IReadOnlyList<(string Problem, string? Nearest)> unknown = UnknownWords.In(parsed);
        // The parser's own words would only repeat them.
        return unknown.Count > 0
            ? unknown.Select(word => word.Problem + (word.Nearest is null ? "" : $"; did you mean '{word.Nearest}'?"))
            : parsed.Errors.Select(wrong => wrong.Message);
    }

    private static List<string> CommandPath(ParseResult parsed)
    {
        List<string> path = [];
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
            path.Insert(0, command.Command is RootCommand ? "autodidact" : command.Command.Name);
        return path;
    }

    private static int Explain(Exception failure, Shell shell)
    {
        while (failure is AggregateException { InnerExceptions.Count: 1 } or System.Reflection.TargetInvocationException or TypeInitializationException { InnerException: not null })
            failure = failure.InnerException!;
        if (failure is OperationCanceledException)
            return ExitCode.Interrupted;
        shell.Error.WriteLine($"error: {(shell.Verbose ? failure.ToString() : failure.Message)}");
        return failure switch
        {
            ConfigurationException => ExitCode.Usage,
            RankLostException => ExitCode.Lost,
            _ => ExitCode.Failure,
        };
    }
}
