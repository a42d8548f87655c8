using System.CommandLine;
using System.Globalization;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Embeddings.Detection;
using Autodidact.Models;
using Autodidact.Reports.Detection;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Finds samples that are not like normal ones.</summary>
internal static class DetectCommand
{
    public const string Description = "Find new samples that are not like normal ones, and where in pictures they are strange.";

    private const int MostShown = 20;

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("method", "NAMES", "Scores, such as knn,patches; the first decides. Default: all that fit: knn, mahalanobis, energy, patches."),
        ("false_alarms", "SHARE", "False alarms that are allowed among normal samples. Default: 0.05."),
        ("normal", "NAMES", "Classes that are normal. Default: those of the normal data."),
        ("size", "PIXELS", "Rows and columns that pictures are shown at to patches. Default: the encoder's."),
        ("out", "FILE", "A table (.csv, .jsonl) or a page with heat maps (.html) to write."),
        ("baselines", SettingFlags.Switch, "Whether random initialisation and raw input are measured too, where it is known what is normal."),
        ("limit", "N", "Use only the first samples of each."),
        ("seed", "N", "Decides what is held out."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("detect", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "Normal data", pools: true);
        Option<string?> score = new("--score") { Description = "New data to judge. Default: the test part of the normal data.", HelpName = "DATA" };
        command.Options.Add(score);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            DetectionOptions options = mistakes.Try(() => OptionsBinder.Bind<DetectionOptions>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, options.Device, mistakes);
            string? other = parsed.GetValue(score);
            // Where nothing is named, what the new data are is said by the data alone.
            DetectionData? data = arguments.Data(parsed, encoder, mistakes, (normal, modality) =>
            {
                if (other is not null) Sources.Using(other, () => DetectionData.OpenNew(other, modality), "score");
                return DetectionData.Open(normal, other, modality, options);
            });
            mistakes.ThrowIfAny();
            EvaluationDisplay display = new(shell);
            DetectionResult result = await AnomalyDetector.RunAsync(encoder!, data!, options, display, cancel);
            if (options.Out is string file)
            {
                if (file.EndsWith(".html", StringComparison.OrdinalIgnoreCase)) DetectionPage.Of(result, arguments.Path(parsed)).Write(file);
                else result.WriteTable(file);
                result = result with { File = file };
            }
            display.Close();
            foreach (string note in result.Notes) shell.Error.WriteLine(note);
            shell.NameSkipped(result.Broken);
            shell.Print(result, CliJson.Default.DetectionResult, terminal => Print(terminal, result));
        });
        return command;
    }

    private static void Print(IAnsiConsole terminal, DetectionResult result)
    {
        string samples = result.Sources!.Scored.Samples, rate = (100 * result.FalseAlarms).ToString("0.##", CultureInfo.InvariantCulture);
        terminal.MarkupLineInterpolated($"{result.Data}: scores fitted on {result.Fitted:N0} normal {samples}, thresholds on {result.HeldOut:N0} others{(result.Normal is null ? "" : $"; normal: {string.Join(", ", result.Normal)}")}");
        Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("score", "features", "alarms", "AUROC", "AUPR", "FPR95", "false alarms", "found");
        foreach (MethodResult method in result.Methods)
            table.AddRow(method.Method, method.Features, $"{method.Alarms:N0}", Cell(method.Auroc), Cell(method.Aupr), Cell(method.Fpr95), Cell(method.FalseAlarms), Cell(method.Found));
        terminal.Write(table);
        terminal.MarkupLineInterpolated($"{result.Alarms:N0} of {result.Results.Count:N0} {samples} of {result.Score} are alarms by {result.Method}, which allows {rate} % false alarms; the strangest:");
        Table strangest = new Table { Border = TableBorder.Horizontal }.AddColumns("sample", "score", "p", "", "class");
        foreach (ScoredSample sample in result.Results.Take(MostShown))
            strangest.AddRow(Cells.Words(sample.Id), Number(sample.Score), Number(sample.PValue), sample.Alarm ? "alarm" : "", Cells.Words(sample.Class));
        terminal.Write(strangest);
        if (result.File is string file) terminal.MarkupLineInterpolated($"{file}");
    }

    private static string Cell(DetectionFigure? figure) => figure is null ? "" : $"{100 * figure.Value:0.0} [grey]{100 * figure.Low:0.0} to {100 * figure.High:0.0}[/]";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
