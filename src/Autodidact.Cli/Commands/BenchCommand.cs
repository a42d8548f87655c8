using System.CommandLine;
using System.Globalization;
using Autodidact.Cli.Processes;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;
using Autodidact.Training;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Measures speed: the step alone, the views alone, and both together.</summary>
internal static class BenchCommand
{
    public const string Description = "Measure the speed of a step, of views, or of training.";

    public static Command Create(Shell shell) => new("bench", Description) { Step(shell), Views(shell), Train(shell) };

    private static Command Step(Shell shell)
    {
        Command command = new("step", "Loss, gradients and optimizer on one batch, over and over.");
        SettingFlags flags = PretrainFlags.Add(command, "out", "epochs", "limit", "checkpoint_every", "keep_last", "keep", "from", "steps");
        Option<string> size = Whole("--image-size", 32, "Rows and columns of a picture."), steps = Whole("--steps", 20, "Steps that are measured.");
        command.Options.Add(size);
        command.Options.Add(steps);
        LaunchFlags launch = new(command, restarts: false);
        command.SetAction((parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            return launch.RunAsync(shell, parsed, mistakes, () => MeasureAsync(mistakes), cancel);

            async Task<int> MeasureAsync(MistakeCollector mistakes)
            {
                Setting said = flags.Read(parsed);
                int rows = Read(parsed, size, said), count = Read(parsed, steps, said);
                PretrainOptions? options = mistakes.Try(() => PretrainCommand.Bind(said, new PretrainOptions { Data = "shapes" }));
                mistakes.ThrowIfAny();
                StepSpeedResult speed = await Sources.UsingAsync(options!.Data, () => StepSpeed.MeasureAsync(options, rows, count, cancel));
                if (World.Current.Writes)
                    shell.Print(speed, CliJson.Default.StepSpeedResult, terminal => terminal.MarkupLineInterpolated(
                        $"{speed.ImagesPerSecond:N0} images/s, {speed.Milliseconds:0.0} ms a step of {options!.Batch}, {speed.Precision}{Memory(speed.PeakMemory)}{Communication(speed.Communication)}{Cost(speed.Cost)}"));
                return ExitCode.Done;
            }
        });
        return command;
    }

    private static Command Views(Shell shell)
    {
        Command command = new("views", "Reading and augmenting, on one core.");
        SettingFlags flags = PretrainFlags.Add(command, "out", "epochs", "steps", "batch", "chunks", "deterministic", "seed", "checkpoint_every", "keep_last", "keep", "from", "backbone", "precision", "threads", "loader_threads", "device");
        Option<string> seconds = Whole("--seconds", 5, "How long to measure.");
        command.Options.Add(seconds);
        command.SetAction(async (parsed, cancel) =>
        {
            Setting said = flags.Read(parsed);
            TimeSpan time = TimeSpan.FromSeconds(Read(parsed, seconds, said));
            PretrainOptions options = PretrainCommand.Bind(said, new PretrainOptions());
            if (options.Method is not ImageMethodOptions method)
                throw new ConfigurationException([new("method", options.Method.Name, "learns from samples that have no views; choose a method that learns from pictures")]);
            ImageSource source = Sources.Open(options.Data);
            if (options.Limit is int limit)
                source = new LimitedSource(source, limit);
            double speed = await Task.Run(() => ViewSpeed.Measure(source, method.PlansFor(options.Views.SizeFor(source.FirstReadable()), options.Views), time, cancel), cancel);
            shell.Print(new BenchViewsResult(speed), CliJson.Default.BenchViewsResult, terminal => terminal.MarkupLineInterpolated($"{speed:N0} images/s on one core, an image with all its views"));
        });
        return command;
    }

    private static Command Train(Shell shell)
    {
        Command command = new("train", "Training as 'pretrain' does it, in a folder that is thrown away.");
        SettingFlags flags = PretrainFlags.Add(command, "out", "epochs", "checkpoint_every", "keep_last", "keep", "from");
        LaunchFlags launch = new(command, restarts: false);
        command.SetAction((parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            return launch.RunAsync(shell, parsed, mistakes, async () =>
            {
                PretrainOptions? options = mistakes.Try(() => PretrainCommand.Bind(flags.Read(parsed), new PretrainOptions { Steps = 50, KnnEvery = 0 }) with { CheckpointEvery = int.MaxValue });
                mistakes.ThrowIfAny();
                string folder = Directory.CreateTempSubdirectory("autodidact-bench-").FullName;
                try
                {
                    RunInformation information = (await Pretraining.RunAsync(options! with { Out = folder }, observers: Observers.For(shell, options), cancel: cancel)).Information;
                    cancel.ThrowIfCancellationRequested();
                    if (!World.Current.Writes)
                        return ExitCode.Done;
                    long? peak = information.Device == Device.Cpu.ToString() ? TorchRuntime.Memory.PeakBytes : null;
                    BenchTrainResult result = new(information.ImagesPerSecond, information.DataWait, information.Steps, peak);
                    shell.Print(result, CliJson.Default.BenchTrainResult, terminal => terminal.MarkupLineInterpolated($"{result.ImagesPerSecond:N0} images/s, data wait {result.DataWait:P1}{Memory(peak)}"));
                    return ExitCode.Done;
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
            }, cancel);
        });
        return command;
    }

    private static string Communication(CommunicationResult? cost) => cost is null ? "" : $"; gradients take {cost.Milliseconds:0.0} ms to exchange, of which {cost.ExposedMilliseconds:0.0} ms are waited for ({cost.Hidden:P0} hidden)";

    private static string Cost(MethodCost? cost) => cost is null ? "" : $"; {cost.OverPasses:0.000} of the passes of its networks ({cost.PassesMilliseconds:0.0} ms); a watched step takes {cost.DiagnosisMilliseconds:0.0} ms more, {cost.DiagnosisShare:P2} over all steps";

    private static string Memory(long? bytes) => bytes is long peak ? $", {peak / (double)(1 << 20):N0} MiB at most" : "";

    private static Option<string> Whole(string name, int value, string description) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value.ToString(CultureInfo.InvariantCulture) };

    /// <summary>The value of a flag that is no setting; a mistake in it is reported with those in the settings.</summary>
    private static int Read(ParseResult parsed, Option<string> option, Setting said)
    {
        string text = parsed.GetValue(option) ?? "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1)
            return value;
        said.Refuse(new ConfigurationMistake(option.Name, text, "must be a whole number of at least 1"));
        return 1;
    }
}

/// <summary>What <c>bench views --json</c> prints.</summary>
internal sealed record BenchViewsResult(double ImagesPerSecondPerCore);

/// <summary>What <c>bench train --json</c> prints.</summary>
internal sealed record BenchTrainResult(double ImagesPerSecond, double DataWait, long Steps, long? PeakMemory);
