using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Maps;
using Autodidact.Engine.Serialization;
using Autodidact.Models;
using Autodidact.Reports.Maps;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Lays samples out in the plane.</summary>
internal static class MapCommand
{
    public const string Description = "Lay samples out in the plane by their features, and say how far the picture can be trusted.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("method", "umap|tsne|pca", "How. Default: umap."),
        ("neighbours", "N", "Nearest samples that UMAP holds each to. Default: 15."),
        ("min_dist", "D", "How near points of UMAP may lie. Default: 0.1."),
        ("perplexity", "P", "How many samples count as near to t-SNE. Default: 30."),
        ("out", "FILE", "A table (.csv, .jsonl), a picture (.svg) or a page to look around in (.html)."),
        ("split", "train|test", "Which part, where the data have parts."),
        ("limit", "N", "Use only the first samples."),
        ("seed", "N", "Decides where points begin and which are drawn."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("map", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "What to map", pools: true);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            MapOptions options = mistakes.Try(() => OptionsBinder.Bind<MapOptions>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, options.Device, mistakes);
            DataSource? source = arguments.Data(parsed, encoder, mistakes, (name, modality) => DataSources.Open(name, modality, options.Split));
            mistakes.ThrowIfAny();
            EvaluationDisplay display = new(shell);
            MapResult result = await Mapper.RunAsync(encoder!, options.Limit is int limit ? source!.First(limit) : source!, options, display, cancel);
            if (options.Out is string file)
            {
                Write(result, file, arguments.Path(parsed), cancel);
                result = result with { File = file };
            }
            display.Close();
            shell.NameSkipped(result.Broken);
            foreach (string note in result.Notes) shell.Error.WriteLine(note);
            shell.Print(result, CliJson.Default.MapResult, terminal =>
            {
                terminal.MarkupLineInterpolated($"{MapPicture.Name(result.Method)} of {result.Data}: {result.Results.Count:N0} {result.Source.Samples}; {MapPicture.Figures(result)}");
                terminal.MarkupLineInterpolated($"{result.File ?? "Nothing was written; name a file with --out to see the map."}");
            });
        });
        return command;
    }

    private static void Write(MapResult result, string file, string encoder, CancellationToken cancel)
    {
        switch (Path.GetExtension(file).ToLowerInvariant())
        {
            case ".html":
                MapPage.Of(result, encoder, cancel).Write(file);
                break;
            case ".svg":
                AtomicFile.WriteText(file, MapPicture.Draw(result));
                break;
            default:
                result.WriteTable(file);
                break;
        }
    }
}
