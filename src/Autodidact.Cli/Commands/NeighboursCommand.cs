using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings;
using Autodidact.Embeddings.Indexes;
using Autodidact.Engine.Serialization;
using Autodidact.Models;
using Autodidact.Reports.Search;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Shows what an encoder takes for alike.</summary>
internal static class NeighboursCommand
{
    public const string Description = "Show samples drawn by chance, each with those nearest to it.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("rows", "N", "Samples to draw. Default: 12."),
        ("k", "N", "Neighbours of each. Default: 10."),
        ("seed", "N", "Decides which are drawn."),
        ("index", "FOLDER", "The index. Default: index in the run's folder, which is made where it is missing."),
        ("out", "FILE", "A page (.html), a sheet of pictures (.png) or a table (.csv, .jsonl) to write. Default: neighbours.html."),
        ("split", "train|test", "Which part, where an index is made."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("neighbours", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "Where to look", pools: true);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            NeighbourSettings settings = mistakes.Try(() => OptionsBinder.Bind<NeighbourSettings>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, settings.Device, mistakes);
            string file = settings.Out ?? "neighbours.html";
            if (file.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && arguments.Modalities(parsed, encoder) is [not Modality.Image and string modality])
                mistakes.Add(new("out", file, $"is a sheet of pictures, and this encoder reads samples of the kind '{modality}'; name a page (.html) or a table (.csv, .jsonl)"));
            mistakes.ThrowIfAny();
            IndexAccess access = new(shell, arguments, parsed);
            using VectorIndex index = await access.OpenAsync(encoder!, settings.Index, settings.Split, settings.Threads, cancel);
            IReadOnlyList<SampleNeighbours> samples = await IndexAccess.RunAsync(settings.Threads, () => NeighbourSearch.Draw(index, settings.Rows, settings.K, settings.Seed, cancel));
            Write(file, index, samples);
            NeighboursResult result = new(samples, file);
            shell.Print(result, CliJson.Default.NeighboursResult, terminal => terminal.MarkupLineInterpolated(
                $"{file}: {samples.Count:N0} samples, each with the {samples.Select(sample => sample.Nearest.Count).DefaultIfEmpty().Max():N0} nearest{(result.SameClass is double share ? $"; {share:P1} of them are of the sample's class" : "")}"));
        });
        return command;
    }

    private static void Write(string file, VectorIndex index, IReadOnlyList<SampleNeighbours> samples)
    {
        if (file.EndsWith(".html", StringComparison.OrdinalIgnoreCase)) SearchPages.OfNeighbours(index, samples).Write(file);
        else if (file.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            byte[] png = ImageFiles.EncodePng(SearchPages.SheetOf(index, samples));
            AtomicFile.Write(file, stream => stream.Write(png));
        }
        else
            SampleTable.Write(file, ["sample", "rank", "id", "score"], samples.SelectMany(sample => sample.Nearest.Select((match, place) => (IReadOnlyList<object?>)[sample.Id, place + 1, match.Id, match.Score])));
    }
}

/// <summary>Samples with those nearest to them.</summary>
/// <param name="Results">The samples.</param>
/// <param name="File">The file that was written.</param>
internal sealed record NeighboursResult(IReadOnlyList<SampleNeighbours> Results, string File)
{
    /// <summary>Share of the neighbours that are of their sample's class; null where samples have none.</summary>
    public double? SameClass
    {
        get
        {
            bool[] same = [.. Results.Where(sample => ClassOf(sample.Fields) is not null).SelectMany(sample => sample.Nearest.Select(match => ClassOf(match.Fields) == ClassOf(sample.Fields)))];
            return same.Length > 0 ? same.Count(agrees => agrees) / (double)same.Length : null;
        }
    }

    private static string? ClassOf(IReadOnlyDictionary<string, string>? fields) => fields?.GetValueOrDefault(VectorIndex.ClassField);
}
