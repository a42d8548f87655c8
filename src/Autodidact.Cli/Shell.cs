using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Autodidact.Cli;

/// <summary>
/// Where a command's words go. Results go to standard output: a rendering for people, or with <c>--json</c> exactly one
/// JSON object. Progress, notes and errors go to standard error, so that standard output can always be piped; a command
/// that fails prints nothing there.
/// </summary>
internal sealed class Shell(TextWriter output, TextWriter error)
{
    private const int NamedSamples = 20;

    private IAnsiConsole? _terminal;

    /// <summary>Results are printed as JSON.</summary>
    public bool Json { get; set; }

    /// <summary>Errors are printed with their stack trace.</summary>
    public bool Verbose { get; set; }

    /// <summary>The command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Standard error.</summary>
    public TextWriter Error => error;

    /// <summary>Somebody looks at standard error and it can rewrite a line.</summary>
    public bool IsLive => ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    /// <summary>Prints a command's one result.</summary>
    public void Print<T>(T result, JsonTypeInfo<T> type, Action<IAnsiConsole> render)
    {
        if (Json)
            output.WriteLine(JsonSerializer.Serialize(result, type));
        else
            render(_terminal ??= Terminal(output));
    }

    /// <summary>Names the first of the samples that were left out; results hold all of them.</summary>
    public void NameSkipped(IReadOnlyList<string> broken)
    {
        foreach (string sample in broken.Take(NamedSamples))
            error.WriteLine($"skipped {sample}");
        if (broken.Count > NamedSamples)
            error.WriteLine($"... and {broken.Count - NamedSamples:N0} more were skipped");
    }

    private static IAnsiConsole Terminal(TextWriter writer)
    {
        bool redirected = !ReferenceEquals(writer, Console.Out) || Console.IsOutputRedirected;
        AnsiConsoleSettings settings = new() { Out = new AnsiConsoleOutput(writer), Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect };
        IAnsiConsole console = AnsiConsole.Create(settings);
        // A file has no width; tables should not be broken at 80 columns in it.
        if (redirected)
            console.Profile.Width = 160;
        return console;
    }
}
