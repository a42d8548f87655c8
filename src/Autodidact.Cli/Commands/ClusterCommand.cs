using System.CommandLine;
using System.Globalization;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Clusters;
using Autodidact.Models;
using Autodidact.Reports.Clusters;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Puts samples together that an encoder finds alike.</summary>
internal static class ClusterCommand
{
    public const string Description = "Put samples together that an encoder finds alike; says how many clusters there may be.";

    private const int MostRowsShown = 30;

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("k", "N", "Clusters. Default: suggested."),
        ("out", "FILE", "A table (.csv, .jsonl) or a page with galleries (.html) to write."),
        ("split", "train|test", "Which part, where the data have parts."),
        ("limit", "N", "Use only the first samples."),
        ("seed", "N", "Decides where k-means begins."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("cluster", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "What to cluster", pools: true);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            ClusterOptions options = mistakes.Try(() => OptionsBinder.Bind<ClusterOptions>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, options.Device, mistakes);
            DataSource? source = arguments.Data(parsed, encoder, mistakes, (name, modality) => DataSources.Open(name, modality, options.Split));
            mistakes.ThrowIfAny();
            EvaluationDisplay display = new(shell);
            ClusterResult result = await Clusterer.RunAsync(encoder!, options.Limit is int limit ? source!.First(limit) : source!, options, display, cancel);
            if (options.Out is string file)
            {
                if (file.EndsWith(".html", StringComparison.OrdinalIgnoreCase)) ClusterPage.Of(result, arguments.Path(parsed)).Write(file);
                else result.WriteTable(file);
                result = result with { File = file };
            }
            display.Close();
            shell.NameSkipped(result.Broken);
            shell.Print(result, CliJson.Default.ClusterResult, terminal => Print(terminal, result));
        });
        return command;
    }

    private static void Print(IAnsiConsole terminal, ClusterResult result)
    {
        if (result.Curve.Count > 0)
        {
            Table curve = new Table { Border = TableBorder.Horizontal }.AddColumns("clusters", "silhouette", "stability", "");
            double highest = Math.Max(1e-9, result.Curve.Max(candidate => candidate.Silhouette));
            foreach (ClusterCandidate candidate in result.Curve)
                curve.AddRow($"{candidate.K}", Number(candidate.Silhouette), Number(candidate.Stability), $"{new string('━', (int)Math.Round(20 * Math.Clamp(candidate.Silhouette / highest, 0, 1)))}{(candidate.K == result.K ? " suggested" : "")}");
            terminal.Write(curve);
        }
        terminal.MarkupLineInterpolated($"{result.Data}: {result.Results.Count:N0} {result.Source.Samples} in {result.K} clusters{(result.Suggested && result.Curve.Count > 0 ? $" (suggested: the highest silhouette of the numbers whose stability is within {ClusterCount.Tolerance.ToString(CultureInfo.InvariantCulture)} of the best)" : "")}");
        Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("cluster", "size", "cohesion", "class", "most typical");
        foreach (SampleCluster cluster in result.Clusters.Take(MostRowsShown))
            table.AddRow($"{cluster.Cluster}", $"{cluster.Size:N0}", Number(cluster.Cohesion), cluster.Class is null ? "" : $"{Cells.Words(cluster.Class)} {100 * cluster.ClassShare!.Value:0} %", Cells.Words(string.Join(", ", cluster.Typical.Take(3))));
        terminal.Write(table);
        if (result.Clusters.Count > MostRowsShown) terminal.MarkupLineInterpolated($"... and {result.Clusters.Count - MostRowsShown} more clusters");
        foreach (AgreementFigure figure in result.Agreement)
            terminal.MarkupLineInterpolated($"{figure.Metric} {Number(figure.Value)} ({Number(figure.Low)} to {Number(figure.High)}) beside the classes of {figure.N:N0} {result.Source.Samples}");
        if (result.File is string file) terminal.MarkupLineInterpolated($"{file}");
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
