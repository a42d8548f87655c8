using System.CommandLine;
using Autodidact.Configuration;

namespace Autodidact.Cli;

/// <summary>Words of a command line that the command does not know.</summary>
internal static class UnknownWords
{
    private static readonly string[] s_everywhere = ["--json", "--verbose", "--help", "--version"];

    /// <summary>Flags that do not exist, or else what is left over; each with the flag or command that is spelled most alike.</summary>
    public static IReadOnlyList<(string Problem, string? Nearest)> In(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] flags = [.. command.Options.SelectMany(option => option.Aliases.Append(option.Name)), .. s_everywhere];
        string[] known = [.. command.Subcommands.Select(inner => inner.Name), .. flags];
        // The parser would take a misspelt flag for the value that a command expects, so that it is not among the unmatched.
        string[] unknown = [.. parsed.Tokens.Select(token => token.Value).Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]).Where(word => !flags.Contains(word))];
        // What follows a command that does not exist is its own.
        IEnumerable<string> left = command is RootCommand ? parsed.UnmatchedTokens.Take(1) : parsed.UnmatchedTokens;
        return [.. (unknown.Length > 0 ? unknown : left).Select(word => ($"there is no '{word}' here", Spelling.Nearest(word, known)))];
    }
}
