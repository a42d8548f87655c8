using System.CommandLine;
using System.Globalization;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Components;
using Autodidact.Models;
using Autodidact.Reports.Components;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Finds directions in features that mean something by themselves.</summary>
internal static class IcaCommand
{
    public const string Description = "Find independent components of features, and the samples with the most of each.";

    private const int MostRowsShown = 30;

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("components", "N", "How many. Default: 10."),
        ("contrast", "log_cosh|cube", "How it is told that a direction is not Gaussian. Default: log_cosh."),
        ("out", "FILE", "A table (.csv, .jsonl) or a page with galleries (.html) to write."),
        ("split", "train|test", "Which part, where the data have parts."),
        ("limit", "N", "Use only the first samples."),
        ("seed", "N", "Decides where the search begins."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("ica", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "Samples", pools: true);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            IcaOptions options = mistakes.Try(() => OptionsBinder.Bind<IcaOptions>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, options.Device, mistakes);
            DataSource? source = arguments.Data(parsed, encoder, mistakes, (name, modality) => DataSources.Open(name, modality, options.Split));
            mistakes.ThrowIfAny();
            EvaluationDisplay display = new(shell);
            IcaResult result = await ComponentFinder.RunAsync(encoder!, options.Limit is int limit ? source!.First(limit) : source!, options, display, cancel);
            if (options.Out is string file)
            {
                if (file.EndsWith(".html", StringComparison.OrdinalIgnoreCase)) ComponentPage.Of(result, arguments.Path(parsed)).Write(file);
                else result.WriteTable(file);
                result = result with { File = file };
            }
            display.Close();
            shell.NameSkipped(result.Broken);
            foreach (string note in result.Notes) shell.Error.WriteLine(note);
            shell.Print(result, CliJson.Default.IcaResult, terminal => Print(terminal, result));
        });
        return command;
    }

    private static void Print(IAnsiConsole terminal, IcaResult result)
    {
        terminal.MarkupLineInterpolated($"{result.Data}: {result.Components.Count} components of {result.Count:N0} {result.Source.Samples} in {result.Steps} steps");
        Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("component", "kurtosis", "skewness", "negentropy", "most of it");
        foreach (IcaComponent component in result.Components.Take(MostRowsShown))
            table.AddRow($"{component.Component}", Number(component.Kurtosis), Number(component.Skewness), component.Negentropy.ToString("0.0000", CultureInfo.InvariantCulture), Cells.Words(string.Join(", ", component.Typical.Take(3).Select(sample => sample.Id))));
        terminal.Write(table);
        if (result.Components.Count > MostRowsShown) terminal.MarkupLineInterpolated($"... and {result.Components.Count - MostRowsShown} more components");
        if (result.File is string file) terminal.MarkupLineInterpolated($"{file}");
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
