using System.Globalization;
using Autodidact.Evaluation.Comparison;
using Spectre.Console;

namespace Autodidact.Cli.Rendering;

/// <summary>Figures as cells of tables.</summary>
internal static class Cells
{
    /// <summary>A figure with its interval, accuracies in percent; empty where there is none.</summary>
    public static string Of(Estimate? figure, double scale = 1) => figure is null ? ""
        : figure is { Low: double low, High: double high } ? $"{Number(scale * figure.Value)} [grey]{Number(scale * low)} to {Number(scale * high)}[/]"
        : Number(scale * figure.Value);

    /// <summary>One digit behind the point.</summary>
    public static string Number(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Words that come from files: they are not to move anybody's cursor, nor to be taken for markup.</summary>
    public static string Words(string? text) => Markup.Escape(string.Join(' ',
        new string([.. (text ?? "").Select(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) ? ' ' : letter)]).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
