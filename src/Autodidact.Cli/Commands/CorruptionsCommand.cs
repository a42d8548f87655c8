using System.CommandLine;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Corruptions;
using Autodidact.Engine.Serialization;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Shows what <c>evaluate --with robustness</c> does to a picture.</summary>
internal static class CorruptionsCommand
{
    private const int LargestTile = 1024;

    public static Command Create(Shell shell)
    {
        Argument<string> data = new("DATA") { Description = "Where the picture comes from: a path, kind:path, or shapes." };
        Option<string> to = new("--out") { Description = "The PNG to write.", HelpName = "FILE", Required = true };
        Option<int> picture = new("--picture") { Description = "Which picture of the source, from 0.", HelpName = "N", DefaultValueFactory = _ => 0 };
        Option<int> size = new("--size") { Description = "Largest rows and columns of a tile.", HelpName = "PIXELS", DefaultValueFactory = _ => 128 };
        Option<ulong> seed = new("--seed") { Description = "Decides every random draw.", HelpName = "N", DefaultValueFactory = _ => 0 };
        Command command = new("corruptions", "Draw a picture with every corruption and severity that robustness is measured under.") { data, to, picture, size, seed };
        command.SetAction((parsed, cancel) => Task.Run(() => Draw(shell, parsed.GetRequiredValue(data), parsed.GetRequiredValue(to), parsed.GetValue(picture), parsed.GetValue(size), parsed.GetValue(seed)), cancel));
        return command;
    }

    private static void Draw(Shell shell, string data, string to, int picture, int size, ulong seed)
    {
        List<ConfigurationMistake> mistakes = [];
        if (size is < 8 or > LargestTile) mistakes.Add(new("size", $"{size}", $"must be 8 to {LargestTile} pixels"));
        ImageSource source = Sources.Using(data, () => DataSources.Open(data));
        if (picture < 0 || picture >= source.Count) mistakes.Add(new("picture", $"{picture}", $"must be 0 to {source.Count - 1}, as {source.Name} has {source.Count:N0} pictures"));
        if (mistakes.Count > 0) throw new ConfigurationException(mistakes);
        Image sheet = CorruptionSheet.Render(source.Read(picture), size, seed);
        byte[] file = ImageFiles.EncodePng(sheet);
        AtomicFile.Write(to, stream => stream.Write(file));
        CorruptionsDrawn drawn = new(to, source.Name, source.Id(picture), [.. Corruption.All.Select(corruption => new CorruptionDrawn(corruption.Name, corruption.Family.ToString().ToLowerInvariant(), corruption.IsExtra))]);
        shell.Print(drawn, CliJson.Default.CorruptionsDrawn, terminal =>
        {
            terminal.MarkupLineInterpolated($"{to}: {drawn.Id} of {drawn.Data} as it is, then in severities 1 to {Corruption.Severities}; from top to bottom");
            Table table = new Table { Border = TableBorder.Horizontal }.AddColumns("row", "corruption", "family");
            for (int row = 0; row < drawn.Rows.Length; row++) table.AddRow($"{row + 1}", drawn.Rows[row].Corruption, drawn.Rows[row].Family);
            terminal.Write(table);
        });
    }
}

/// <summary>What <c>data corruptions --json</c> prints.</summary>
internal sealed record CorruptionsDrawn(string File, string Data, string Id, CorruptionDrawn[] Rows);

/// <summary>A row of the sheet.</summary>
/// <param name="Corruption">Its name.</param>
/// <param name="Family">What it comes from.</param>
/// <param name="Extra">Whether the published mean leaves it out.</param>
internal sealed record CorruptionDrawn(string Corruption, string Family, bool Extra);
