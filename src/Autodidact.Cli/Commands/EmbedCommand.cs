using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Autodidact.Cli.Processes;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings;
using Autodidact.Engine.Distributed;
using Autodidact.Evaluation.Comparison;
using Autodidact.Models;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Writes the features of data to a file.</summary>
internal static class EmbedCommand
{
    public const string Description = "Write an encoder's features of data to a file, with ids.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("out", "FILE", "The file to write: .npy (ids beside it), .safetensors or .jsonl."),
        ("shard_size", "N", "Write files of N samples each and an index; the same command goes on where it was stopped."),
        ("batch", "N", "Most samples in a batch; fewer on the processor, as pictures are larger."),
        ("split", "train|test", "Which part, where the data have parts."),
        ("threads", "N", "Threads that compute."),
        ("device", "cpu|cuda|cuda:N", "Where to compute."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("embed", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "What to embed", pools: true);
        SettingFlags flags = new(command, s_flags);
        LaunchFlags launch = new(command, restarts: false);
        command.SetAction((parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            return launch.RunAsync(shell, parsed, mistakes, () => RunAsync(shell, mistakes, arguments, parsed, () => OptionsBinder.Bind<EmbedOptions>(flags.Read(parsed)), cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, MistakeCollector mistakes, EncoderArguments arguments, ParseResult parsed, Func<EmbedOptions> read, CancellationToken cancel)
    {
        EmbedOptions options = mistakes.Try(read) ?? new();
        using Encoder? encoder = arguments.Load(parsed, options.Device, mistakes);
        DataSource? source = arguments.Data(parsed, encoder, mistakes, (name, modality) => DataSources.Open(name, modality, options.Split));
        mistakes.ThrowIfAny();
        bool speaks = World.Current.Writes;
        LiveLine line = new(shell);
        EmbedResult result = await Embedder.WriteAsync(
            encoder!, source!, options.Out, new() { Batch = options.Batch }, options.ShardSize, options.Threads, speaks ? new Display(line) : null, cancel);
        if (!speaks)
            return ExitCode.Done;
        line.Close();
        shell.NameSkipped(result.Broken);
        shell.Print(result, CliJson.Default.EmbedResult, terminal =>
            terminal.MarkupLineInterpolated($"{result.Count:N0} {source!.Samples} of {result.Dimension:N0} features in {Place(result)}; {result.Skipped:N0} skipped"));
        return ExitCode.Done;
    }

    private static string Place(EmbedResult result) => result.Shards is not int shards
        ? string.Join(", ", result.Files)
        : $"{shards:N0} shards ({result.Kept:N0} of them were there), which {result.Files[0]} names";

    private sealed class Display(LiveLine line) : IProgress<EmbedProgress>
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();

        public void Report(EmbedProgress value) => line.Show((double)value.Done / value.Total, () =>
        {
            double rate = (value.Done - value.Before) / _clock.Elapsed.TotalSeconds;
            string left = rate > 0 ? $"  {rate:N0}/s  {Cost.Time((value.Total - value.Done) / rate)} left" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{value.Done:N0} of {value.Total:N0}{left}");
        });
    }
}
