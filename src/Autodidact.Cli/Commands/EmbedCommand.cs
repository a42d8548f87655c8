using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings;
using Autodidact.Models;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Writes the features of data to a file.</summary>
internal static class EmbedCommand
{
    public const string Description = "Write an encoder's features of data to a file, with ids.";

    public static Command Create(Shell shell)
    {
        Command command = new("embed", Description);
        Argument<string> run = new("RUN") { Description = "A run's folder, or a folder with an encoder." };
        Option<string> data = new("--data") { Description = "What to embed: a path, kind:path, or shapes. Default: the run's own.", HelpName = "DATA" };
        Option<string> file = new("--out") { Description = "The file to write: .npy (ids beside it) or .safetensors.", HelpName = "FILE", Required = true };
        Option<Split> split = new("--split") { Description = "Which part, where the data have parts.", HelpName = "train|test" };
        Option<int?> threads = new("--threads") { Description = "Threads that compute.", HelpName = "N" };
        Option<string> device = new("--device") { Description = "cpu, cuda or cuda:N.", HelpName = "D" };
        command.Arguments.Add(run);
        command.Options.Add(data);
        command.Options.Add(file);
        command.Options.Add(split);
        command.Options.Add(threads);
        command.Options.Add(device);
        command.SetAction(async (parsed, cancel) =>
        {
            string path = parsed.GetRequiredValue(run), target = parsed.GetRequiredValue(file);
            MistakeCollector mistakes = new();
            if (!Embedder.Endings.Contains(Path.GetExtension(target).ToLowerInvariant()))
                mistakes.Add(new("out", target, $"must end in {string.Join(" or ", Embedder.Endings)}"));
            if (parsed.GetValue(threads) is < 1 or > 1024)
                mistakes.Add(new("threads", $"{parsed.GetValue(threads)}", "must be a whole number from 1 to 1024"));
            ImageSource? source = mistakes.Try(() => Encoders.DataFor(path, parsed.GetValue(data))) is not string name ? null : mistakes.Try(() => Sources.Open(name, parsed.GetValue(split)));
            using Encoder? encoder = mistakes.Try(() => Encoders.Load(path, parsed.GetValue(device) ?? "cpu"));
            mistakes.ThrowIfAny();
            LiveLine line = new(shell);
            EmbedResult result = await Embedder.WriteAsync(encoder!, source!, target, threads: parsed.GetValue(threads), progress: new Done(line, source!.Count), cancel: cancel);
            line.Close();
            shell.Print(result, CliJson.Default.EmbedResult, terminal =>
                terminal.MarkupLineInterpolated($"{result.Count:N0} pictures of {result.Dimension:N0} features in {string.Join(", ", result.Files)}; {result.Skipped} skipped"));
        });
        return command;
    }

    private sealed class Done(LiveLine line, int total) : IProgress<int>
    {
        public void Report(int value) => line.Show((double)value / total, () => $"{value:N0} of {total:N0}");
    }
}
