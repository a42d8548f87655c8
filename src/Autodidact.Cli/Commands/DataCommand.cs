using System.CommandLine;
using Autodidact.Data;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Looks at data without changing anything.</summary>
internal static class DataCommand
{
    public const string Description = "Look at data: what it holds, in what form, what is broken.";

    public static Command Create(Shell shell)
    {
        Argument<string> path = new("PATH") { Description = "A path, kind:path, or shapes." };
        Option<int> limit = new("--limit") { Description = "Pictures that are read to find broken ones, spread over the source.", HelpName = "N", DefaultValueFactory = _ => 256 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out int value) || value < 1))
                result.AddError($"--limit = {result.Tokens[0].Value}: must be a whole number of at least 1");
        });
        Command info = new("info", "Say what a source holds.") { path, limit };
        info.SetAction((parsed, cancel) => Task.Run(() => Print(shell, parsed.GetRequiredValue(path), parsed.GetValue(limit), cancel), cancel));
        return new Command("data", Description) { info, CorruptionsCommand.Create(shell) };
    }

    private static void Print(Shell shell, string path, int limit, CancellationToken cancel)
    {
        DataInformation result = Describe(Sources.Using(path, () => DataInfo.Scan(path, limit, cancellation: cancel)));
        shell.Print(result, CliJson.Default.DataInformation, terminal =>
        {
            Grid grid = new Grid().AddColumn().AddColumn();
            void Row(string name, string value) => grid.AddRow(Markup.Escape(name), Markup.Escape(value));
            Row("source", $"{result.Name} ({result.Kind})");
            foreach (PartInformation part in result.Parts)
                Row(part.Split, $"{part.Count:N0} pictures");
            Row("size", result.Sizes);
            Row("labels", result.Classes is null ? "none" : $"{result.Classes.Count} classes: {string.Join(", ", result.Classes.Take(12).Zip(result.ClassCounts!, (name, count) => $"{name} ({count:N0})"))}{(result.Classes.Count > 12 ? ", ..." : "")}");
            Row("fingerprint", result.Fingerprint);
            Row("read", $"{result.Read:N0} pictures, {result.Broken.Length:N0} of them broken");
            foreach (BrokenEntry broken in result.Broken.Take(10))
                Row("", $"{broken.Id}: {broken.Reason}");
            foreach (string note in result.Notes)
                Row("note", note);
            terminal.Write(grid);
        });
    }

    private static DataInformation Describe(DataInfo info) => new(
        info.Name, info.Kind, info.Count, [.. info.Parts.Select(part => new PartInformation(part.Split.ToString().ToLowerInvariant(), part.Count))],
        info.Classes is null ? null : [.. info.Classes.Select(found => found.Name)], info.Classes is null ? null : [.. info.Classes.Select(found => found.Count)],
        info.Sizes, info.Fingerprint, info.Scanned, [.. info.Broken.Select(broken => new BrokenEntry(broken.Id, broken.Reason))], info.Notes);
}

/// <summary>What <c>data info --json</c> prints.</summary>
internal sealed record DataInformation(
    string Name,
    string Kind,
    int Count,
    PartInformation[] Parts,
    IReadOnlyList<string>? Classes,
    IReadOnlyList<int>? ClassCounts,
    string Sizes,
    string Fingerprint,
    int Read,
    BrokenEntry[] Broken,
    IReadOnlyList<string> Notes);

internal sealed record PartInformation(string Split, int Count);

internal sealed record BrokenEntry(string Id, string Reason);
