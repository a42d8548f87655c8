using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Embeddings;
using Autodidact.Embeddings.Indexes;
using Autodidact.Models;
using Autodidact.Reports.Search;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Finds the samples nearest to one.</summary>
internal static class SearchCommand
{
    public const string Description = "Find the samples nearest to a picture, a text or one of them.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("k", "N", "How many to find. Default: 10."),
        ("index", "FOLDER", "The index. Default: index in the run's folder, which is made where it is missing."),
        ("out", "FILE", "A table (.csv, .jsonl) or a page (.html) to write."),
        ("split", "train|test", "Which part, where an index is made."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("search", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "What to search in, where there is no index", pools: true);
        Option<string> asked = new("--query") { Description = "A picture's path, a text, or id: and a sample of the index.", HelpName = "Q" };
        command.Options.Add(asked);
        Option<string[]> conditions = new("--filter") { Description = "Only samples of which this holds: class=cat, class=cat,dog or class!=cat; can be repeated.", HelpName = "NAME=VALUE", Arity = ArgumentArity.OneOrMore };
        command.Options.Add(conditions);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            SearchSettings settings = mistakes.Try(() => OptionsBinder.Bind<SearchSettings>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, settings.Device, mistakes);
            string? words = parsed.GetValue(asked);
            if (words is null) mistakes.Add(new("query", null, "is not said; name a picture, say a text, or id: and the name of a sample"));
            IndexFilter? filter = parsed.GetValue(conditions) is { Length: > 0 } said ? mistakes.Try(() => IndexFilter.Parse(said)) : null;
            Query? query = words is null || arguments.Modalities(parsed, encoder) is not [string modality] ? null : mistakes.Try(() => Query.Read(words, modality));
            mistakes.ThrowIfAny();
            IndexAccess access = new(shell, arguments, parsed);
            using VectorIndex index = await access.OpenAsync(encoder!, settings.Index, settings.Split, settings.Threads, cancel);
            IReadOnlyList<Match> matches = await IndexAccess.RunAsync(settings.Threads, () => index.Search(query!.Vector(encoder!, index), settings.K, filter));
            if (settings.Out is string file) Write(file, index, query!, matches);
            shell.Print(new SearchResult(query!.Said, matches, settings.Out), CliJson.Default.SearchResult, terminal => Print(terminal, matches, settings.Out));
        });
        return command;
    }

    private static void Write(string file, VectorIndex index, Query query, IReadOnlyList<Match> matches)
    {
        if (file.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            SearchPages.OfMatches(index, query, matches).Write(file);
            return;
        }
        string[] names = [.. matches.SelectMany(match => match.Fields?.Keys ?? []).Distinct().Order(StringComparer.Ordinal)];
        SampleTable.Write(file, ["rank", "id", "score", .. names], matches.Select((match, place) => (IReadOnlyList<object?>)[place + 1, match.Id, match.Score, .. names.Select(name => match.Fields?.GetValueOrDefault(name))]));
    }

    private static void Print(IAnsiConsole terminal, IReadOnlyList<Match> matches, string? file)
    {
        Table table = new Table { Border = TableBorder.Horizontal }.AddColumn("").AddColumn(new TableColumn("cosine").RightAligned()).AddColumns("sample", "known of it");
        for (int i = 0; i < matches.Count; i++)
            table.AddRow($"{i + 1}", FormattableString.Invariant($"{matches[i].Score:0.0000}"), Cells.Words(matches[i].Id), Cells.Words(string.Join(", ", matches[i].Fields?.Select(field => $"{field.Key} {field.Value}") ?? [])));
        terminal.Write(table);
        if (file is not null) terminal.MarkupLineInterpolated($"{file}");
    }
}

/// <summary>What a search found.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Results">The nearest samples, best first.</param>
/// <param name="File">The file that was written.</param>
internal sealed record SearchResult(string Query, IReadOnlyList<Match> Results, string? File);
