using System.CommandLine;
using System.Globalization;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Evaluation.Information;
using Autodidact.Models;
using Autodidact.Training;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>What two random views of a picture say about each other through an encoder.</summary>
internal static class InformationCommand
{
    public const string Description = "Bound the mutual information of two random views through an encoder, without labels.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("sizes", "LIST", "Pairs in a batch, such as 16,64,256,1024."),
        ("limit", "N", "Most pictures to measure on, and to fit critics on."),
        ("seed", "N", "Decides views, pictures and random initialisation."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("information", Description);
        EncoderArguments arguments = new(command, "A run's folder, whose own views are used, or a folder with an encoder.", "Pictures");
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            InformationOptions options = mistakes.Try(() => OptionsBinder.Bind<InformationOptions>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, options.Device, mistakes, Modality.Image);
            PairPlans? plans = encoder?.Preprocessing is not ImagePreprocessing pictures ? null : mistakes.Try(() => arguments.Run(parsed) is RunFolder run
                ? PairPlans.Of(run.ReadRecipe(), pictures)
                : PairPlans.Usual(pictures));
            InformationParts? parts = arguments.Data(parsed, encoder, mistakes, (source, _) => InformationParts.Open(source, options.Limit, options.Seed));
            mistakes.ThrowIfAny();
            EvaluationDisplay display = new(shell);
            InformationCard card = await InformationEvaluator.MeasureAsync(encoder!, plans!, parts!, options, display, cancel);
            display.Close();
            Print(shell, card);
        });
        return command;
    }

    private static void Print(Shell shell, InformationCard card)
    {
        foreach (string note in card.Notes)
            shell.Error.WriteLine(note);
        shell.Print(card, CliJson.Default.InformationCard, terminal =>
        {
            terminal.MarkupLineInterpolated($"{card.Data}: lower bounds of the information between two views, in nats (critics fitted on {card.Fitted:N0}, measured on {card.Measured:N0} other pairs; 95 % intervals)");
            Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("features", "critic");
            foreach (string title in (string[])["K", "ceiling ln K", "bound", "batches"])
                table.AddColumn(new TableColumn(title).RightAligned());
            foreach (InformationRow row in card.Results)
                table.AddRow(row.Features, row.Critic, $"{row.K}", Number(row.Ceiling), $"{Number(row.Bound)} [grey]{Number(row.Low)} to {Number(row.High)}[/]", $"{row.Batches}");
            terminal.Write(table);
        });
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
