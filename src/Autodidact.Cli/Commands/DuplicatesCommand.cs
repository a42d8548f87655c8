using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings;
using Autodidact.Embeddings.Indexes;
using Autodidact.Models;
using Autodidact.Reports.Search;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Finds what is there more than once.</summary>
internal static class DuplicatesCommand
{
    public const string Description = "Find samples that are there more than once, the same or nearly so.";

    private const int GroupsShown = 20, IdsShown = 6;

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("threshold", "C", "The least cosine of duplicates, 0 to 1. Default: suggested by the data."),
        ("index", "FOLDER", "The index. Default: index in the run's folder, which is made where it is missing."),
        ("out", "FILE", "A table (.csv, .jsonl) or a page (.html) to write."),
        ("split", "train|test", "Which part, where an index is made."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("duplicates", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "Where to look", pools: true);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            SearchSettings settings = mistakes.Try(() => OptionsBinder.Bind<SearchSettings>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, settings.Device, mistakes);
            mistakes.ThrowIfAny();
            IndexAccess access = new(shell, arguments, parsed);
            using VectorIndex index = await access.OpenAsync(encoder!, settings.Index, settings.Split, settings.Threads, cancel);
            DuplicateResult result = await IndexAccess.RunAsync(settings.Threads, () => DuplicateSearch.Find(index, Contents(access, index), settings.Threshold, access, cancel));
            access.Close();
            if (settings.Out is string file) Write(file, index, result);
            shell.Print(DuplicatesResult.Of(result, settings.Out), CliJson.Default.DuplicatesResult, terminal => Print(terminal, result, settings.Out));
        });
        return command;
    }

    // The samples themselves, to compare their contents; the index does without them where they are not there any more.
    private static DataSource? Contents(IndexAccess access, VectorIndex index)
    {
        IndexSource noted = index.Information.Sources[0];
        try
        {
            DataSource source = DataSources.Open(noted.Data, noted.Modality, noted.Split);
            if (source.Fingerprint == noted.Fingerprint) return source;
            access.Note($"{noted.Data} has changed since the index was made; contents are not compared.");
        }
        catch (DataException gone)
        {
            access.Note($"Contents are not compared: {gone.Message}");
        }
        return null;
    }

    private static void Write(string file, VectorIndex index, DuplicateResult result)
    {
        if (file.EndsWith(".html", StringComparison.OrdinalIgnoreCase)) SearchPages.OfDuplicates(index, result).Write(file);
        else
            SampleTable.Write(file, ["group", "id", "keep", "exact", "least"], result.Groups.SelectMany((group, number) => group.Ids.Select((id, place) => (IReadOnlyList<object?>)[number + 1, id, place == 0, group.Exact, group.Least])));
    }

    private static void Print(IAnsiConsole terminal, DuplicateResult result, string? file)
    {
        terminal.WriteLine(FormattableString.Invariant($"{result.Groups.Count:N0} groups among {result.Samples:N0} samples; {result.Superfluous:N0} could go. Joined from a cosine of {result.Threshold:0.0000} on{(result.Suggested ? " (suggested: one sample in ten thousand would have a neighbour by chance)" : "")}{(result.ComparedContents ? ", or by the same content" : "")}."));
        Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("group", "cosine", "samples");
        foreach ((DuplicateGroup group, int place) in result.Groups.Take(GroupsShown).Select((group, place) => (group, place)))
            table.AddRow($"{place + 1}", group.Exact ? "same" : FormattableString.Invariant($"{group.Least:0.0000}"), Cells.Words(string.Join(", ", group.Ids.Take(IdsShown)) + (group.Ids.Count > IdsShown ? $" and {group.Ids.Count - IdsShown:N0} more" : "")));
        if (result.Groups.Count > 0) terminal.Write(table);
        if (result.Groups.Count > GroupsShown) terminal.WriteLine($"... and {result.Groups.Count - GroupsShown:N0} more groups");
        if (file is not null) terminal.MarkupLineInterpolated($"{file}");
    }
}

/// <summary>What is there more than once.</summary>
/// <param name="Results">The groups.</param>
/// <param name="Samples">Samples that were compared.</param>
/// <param name="Threshold">The least cosine of two samples that were joined.</param>
/// <param name="Suggested">Whether the data suggested it.</param>
/// <param name="Superfluous">Samples that could go, with one of each group kept.</param>
/// <param name="ComparedContents">Whether samples of the same content were looked for as well.</param>
/// <param name="File">The file that was written.</param>
internal sealed record DuplicatesResult(IReadOnlyList<DuplicateGroup> Results, int Samples, double Threshold, bool Suggested, int Superfluous, bool ComparedContents, string? File)
{
    public static DuplicatesResult Of(DuplicateResult found, string? file) => new(found.Groups, found.Samples, found.Threshold, found.Suggested, found.Superfluous, found.ComparedContents, file);
}
