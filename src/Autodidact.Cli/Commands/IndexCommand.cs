using System.CommandLine;
using System.Globalization;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Indexes;
using Autodidact.Engine.Search;
using Autodidact.Models;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Makes an index of data to search in, and changes it.</summary>
internal static class IndexCommand
{
    public const string Description = "Make an index of data to search in; add to it, take out of it.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("out", "FOLDER", "The index. Default: index in the run's folder."),
        ("add", SettingFlags.Switch, "Add the data to the index that is there."),
        ("replace", SettingFlags.Switch, "Make the index anew that is there."),
        ("compact", SettingFlags.Switch, "Build the index anew from its own vectors."),
        ("facts", "FILE", "JSON lines with ids: what else is known of samples, for filters."),
        ("kind", "flat|hnsw|ivf_pq", "How vectors are found. Default: by their number."),
        ("recall", "R", "The least share of the ten nearest to find. Default: 0.98."),
        ("split", "train|test", "Which part, where the data have parts."),
        ("seed", "N", "Decides what measures the index."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("index", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "What to search in", pools: true);
        Option<string[]> remove = new("--remove") { Description = "Samples to take out of the index.", HelpName = "ID", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
        command.Options.Add(remove);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            IndexSettings settings = mistakes.Try(() => OptionsBinder.Bind<IndexSettings>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, settings.Device, mistakes);
            IndexAccess access = new(shell, arguments, parsed);
            string folder = access.Folder(settings.Out);
            string[] removed = parsed.GetValue(remove) ?? [];
            bool changes = settings.Add || settings.Compact || removed.Length > 0 || (settings.Facts is not null && VectorIndex.IsIn(folder) && !settings.Replace);
            if (changes && !VectorIndex.IsIn(folder)) mistakes.Add(new("out", folder, "holds no index that could be changed; make one first, without --add, --remove and --compact"));
            else if (!changes && !settings.Replace && VectorIndex.IsIn(folder)) mistakes.Add(new("out", folder, "holds an index already; --add puts more samples into it, --replace makes it anew"));
            else if (!changes && Path.Exists(folder) && !VectorIndex.IsIn(folder)) mistakes.Add(new("out", folder, "is there already and holds no index; remove it, or name a folder that does not exist yet"));
            (string Name, DataSource Source)? data = !changes || settings.Add ? access.Data(encoder, settings.Split, mistakes) : null;
            mistakes.ThrowIfAny();
            IndexResult result = changes
                ? await ChangeAsync(access, encoder!, data, settings, folder, removed, cancel)
                : await MakeAsync(access, encoder!, data!.Value, settings, folder, cancel);
            access.Close();
            shell.NameSkipped(result.Broken);
            shell.Print(result, CliJson.Default.IndexResult, terminal => Print(terminal, result));
        });
        return command;
    }

    private static async Task<IndexResult> MakeAsync(IndexAccess access, Encoder encoder, (string Name, DataSource Source) data, IndexSettings settings, string folder, CancellationToken cancel)
    {
        using VectorIndex index = await VectorIndex.BuildAsync(encoder, data.Source, data.Name, settings.Split, settings, threads: settings.Threads, progress: access, cancel: cancel);
        Describe(access, index, settings.Facts);
        index.Save(folder);
        return IndexResult.Of(folder, index) with { Added = index.Count, Broken = index.Broken };
    }

    private static async Task<IndexResult> ChangeAsync(IndexAccess access, Encoder encoder, (string Name, DataSource Source)? data, IndexSettings settings, string folder, string[] removed, CancellationToken cancel)
    {
        using VectorIndex index = VectorIndex.Open(folder);
        index.RequireEncoder(encoder);
        int gone = index.Remove(removed);
        if (removed.Distinct().Count() > gone) access.Note($"{removed.Distinct().Count() - gone:N0} of the samples to take out are not in the index.");
        (int added, int replaced) = data is { } more ? await index.AddAsync(encoder, more.Source, more.Name, settings.Split, threads: settings.Threads, progress: access, cancel: cancel) : (0, 0);
        Describe(access, index, settings.Facts);
        bool compacts = settings.Compact || index.RemovedShare > VectorIndex.WorthCompacting;
        if (compacts)
        {
            access.Note($"{index.RemovedShare:P0} of the vectors were taken out; the index is built anew without them.");
            await IndexAccess.RunAsync(settings.Threads, () =>
            {
                index.Compact(settings, access, cancel);
                return index.Count;
            });
        }
        index.Save(folder);
        return IndexResult.Of(folder, index) with { Added = added, Replaced = replaced, Removed = gone, Broken = index.Broken };
    }

    private static void Describe(IndexAccess access, VectorIndex index, string? facts)
    {
        if (facts is null) return;
        int strangers = SampleFacts.Read(facts).Count(fact => !index.Describe(fact.Id, fact.Facts));
        if (strangers > 0) access.Note($"{strangers:N0} lines of {facts} are about samples that are not in the index.");
    }

    private static void Print(IAnsiConsole terminal, IndexResult result)
    {
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Folder}: {result.Count:N0} samples of {result.Dimension} features, {OptionValue.Write(result.Kind)}, {result.Bytes / 1048576.0:N1} MiB, built in {result.BuildSeconds:0.0} s"));
        terminal.WriteLine(result.Kind == SearchIndexKind.Flat ? "Every vector is compared: the nearest are found."
            : result.Queries == 0 ? "Too few vectors to measure what it finds."
            : string.Create(CultureInfo.InvariantCulture, $"recall@{result.Neighbours} {result.Recall:0.000} beside exact search, by {result.Queries:N0} vectors that were not in it yet; {result.QueriesPerSecond:N0} queries/s"));
        if (result.Added + result.Removed > 0) terminal.WriteLine($"{result.Added:N0} added{(result.Replaced > 0 ? $", {result.Replaced:N0} of which replaced others" : "")}; {result.Removed:N0} taken out");
    }
}

/// <summary>An index, and what was done to it.</summary>
/// <param name="Folder">Where it lies.</param>
/// <param name="Count">Samples in it.</param>
/// <param name="Dimension">Numbers in a vector.</param>
/// <param name="Kind">How vectors are found.</param>
/// <param name="Recall">Share of the nearest that it finds; 1 where it is exact or was not measured.</param>
/// <param name="Neighbours">How many nearest.</param>
/// <param name="Queries">Queries that measured it; 0 where it is exact or has too few vectors.</param>
/// <param name="Effort">How far searches look.</param>
/// <param name="QueriesPerSecond">Queries a second while it was measured.</param>
/// <param name="BuildSeconds">What building took, without the encoder.</param>
/// <param name="Bytes">Memory it takes.</param>
internal sealed record IndexResult(string Folder, int Count, int Dimension, SearchIndexKind Kind, double Recall, int Neighbours, int Queries, int Effort, double QueriesPerSecond, double BuildSeconds, long Bytes)
{
    /// <summary>Samples that were added.</summary>
    public int Added { get; init; }

    /// <summary>Those of them that took the place of others.</summary>
    public int Replaced { get; init; }

    /// <summary>Samples that were taken out.</summary>
    public int Removed { get; init; }

    /// <summary>Samples that could not be read.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    public static IndexResult Of(string folder, VectorIndex index)
    {
        (IndexInformation about, IndexQuality quality) = (index.Information, index.Information.Quality);
        return new(folder, about.Count, about.Dimension, about.Kind, quality.Recall, quality.Neighbours, quality.Queries, quality.Effort, quality.QueriesPerSecond, about.BuildSeconds, about.Bytes);
    }
}
