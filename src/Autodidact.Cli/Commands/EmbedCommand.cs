using System.CommandLine;
using Autodidact.Cli.Processes;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings;
using Autodidact.Engine.Distributed;
using Autodidact.Models;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Writes the features of data to a file.</summary>
internal static class EmbedCommand
{
    public const string Description = "Write an encoder's features of data to a file, with ids.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("out", "FILE", "The file to write: .npy (ids beside it) or .safetensors."),
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
        EmbedResult result = await Embedder.WriteAsync(encoder!, source!, options.Out, threads: options.Threads, progress: speaks ? new Done(line, source!.Count) : null, cancel: cancel);
        if (!speaks)
            return ExitCode.Done;
        line.Close();
        shell.NameSkipped(result.Broken);
        shell.Print(result, CliJson.Default.EmbedResult, terminal =>
            terminal.MarkupLineInterpolated($"{result.Count:N0} {source!.Samples} of {result.Dimension:N0} features in {string.Join(", ", result.Files)}; {result.Skipped} skipped"));
        return ExitCode.Done;
    }

    private sealed class Done(LiveLine line, int total) : IProgress<int>
    {
        public void Report(int value) => line.Show((double)value / total, () => $"{value:N0} of {total:N0}");
    }
}
