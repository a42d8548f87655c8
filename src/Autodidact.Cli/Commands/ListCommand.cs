using System.CommandLine;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Methods;
using Autodidact.Models;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>What there is to choose from. Methods and backbones are found, not listed by hand.</summary>
internal static class ListCommand
{
    public const string Description = "List methods, backbones or data sources.";

    private static readonly string[] s_kinds = ["methods", "backbones", "sources"];

    public static Command Create(Shell shell)
    {
        Command command = new("list", Description);
        foreach (string kind in s_kinds)
        {
            Command one = new(kind, $"List {kind}.");
            one.SetAction(_ => Print(shell, [kind]));
            command.Subcommands.Add(one);
        }
        command.SetAction(_ => Print(shell, s_kinds));
        return command;
    }

    private static void Print(Shell shell, string[] kinds)
    {
        ListResult result = new(
            kinds.Contains("methods") ? [.. OptionVariants.All<MethodOptions>().Select(method => new MethodEntry(method.Name, method.Family, method.Modality, method.Summary, method.UsualBackbone.Name, Settings(method)))] : null,
            kinds.Contains("backbones") ? [.. OptionVariants.All<BackboneOptions>().Select(backbone => new BackboneEntry(backbone.Name, Settings(backbone)))] : null,
            kinds.Contains("sources") ? [.. DataSources.Kinds.Select(source => new SourceEntry(source.Name, source.Description, source.Example))] : null);
        shell.Print(result, CliJson.Default.ListResult, terminal =>
        {
            if (result.Methods is not null)
                terminal.Write(Table(["method", "family", "modality", "backbone", "settings"], result.Methods.Select(method => new[] { method.Name, method.Family, method.Modality, method.Backbone, $"{method.Summary}\n{Lines(method.Settings)}" })));
            if (result.Backbones is not null)
                terminal.Write(Table(["backbone", "settings"], result.Backbones.Select(backbone => new[] { backbone.Name, Lines(backbone.Settings) })));
            if (result.Sources is not null)
                terminal.Write(Table(["source", "reads", "example"], result.Sources.Select(source => new[] { source.Name, source.Description, source.Example })));
        });
    }

    private static SettingEntry[] Settings(object options) =>
        [.. OptionsListing.Settings(options).Select(setting => new SettingEntry(setting.Path, setting.Value, setting.Allowed))];

    private static string Lines(SettingEntry[] settings) => string.Join('\n', settings.Select(setting => $"{setting.Name} = {setting.Default}"));

    private static Table Table(string[] header, IEnumerable<string[]> rows)
    {
        Table table = new() { Border = TableBorder.Horizontal };
        foreach (string title in header)
            table.AddColumn(Markup.Escape(title));
        foreach (string[] row in rows)
            table.AddRow(row.Select(Markup.Escape).ToArray());
        return table;
    }
}

/// <summary>What <c>list --json</c> prints; what was not asked for is left out.</summary>
internal sealed record ListResult(MethodEntry[]? Methods, BackboneEntry[]? Backbones, SourceEntry[]? Sources);

internal sealed record MethodEntry(string Name, string Family, string Modality, string Summary, string Backbone, SettingEntry[] Settings);

internal sealed record BackboneEntry(string Name, SettingEntry[] Settings);

internal sealed record SourceEntry(string Name, string Description, string Example);

internal sealed record SettingEntry(string Name, string Default, string Allowed);
