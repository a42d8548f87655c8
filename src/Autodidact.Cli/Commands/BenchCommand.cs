using System.CommandLine;
using System.Globalization;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
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
        SettingFlags flags = PretrainFlags.Add(command, "data", "out", "epochs", "limit", "checkpoint_every", "steps");
        Option<int> size = Whole("--image-size", 32, "Rows and columns of a picture."), steps = Whole("--steps", 20, "Steps that are measured.");
        command.Options.Add(size);
        command.Options.Add(steps);
        command.SetAction(async (parsed, cancel) =>
        {
            PretrainOptions options = PretrainCommand.Bind(flags.Read(parsed), new PretrainOptions { Data = "shapes" });
            StepSpeedResult speed = await StepSpeed.MeasureAsync(options, parsed.GetValue(size), parsed.GetValue(steps), cancel);
            shell.Print(speed, CliJson.Default.StepSpeedResult, terminal =>
                terminal.MarkupLineInterpolated($"{speed.ImagesPerSecond:N0} images/s, {speed.Milliseconds:0.0} ms a step of {options.Batch}, {speed.Precision}"));
        });
        return command;
    }

    private static Command Views(Shell shell)
    {
        Command command = new("views", "Reading and augmenting, on one core.");
        SettingFlags flags = PretrainFlags.Add(command, "out", "epochs", "steps", "batch", "seed", "checkpoint_every", "backbone", "precision", "threads", "loader_threads", "device");
        Option<int> seconds = Whole("--seconds", 5, "How long to measure.");
        command.Options.Add(seconds);
        command.SetAction(parsed =>
        {
            PretrainOptions options = PretrainCommand.Bind(flags.Read(parsed), new PretrainOptions());
            ImageSource source = Sources.Open(options.Data);
            if (options.Limit is int limit)
                source = new LimitedSource(source, limit);
            ImageMethodOptions method = (ImageMethodOptions)options.Method;
            double speed = ViewSpeed.Measure(source, method.Plans(options.Views.SizeFor(Pretraining.FirstImage(source)), options.Views), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            shell.Print(new BenchViewsResult(speed), CliJson.Default.BenchViewsResult, terminal => terminal.MarkupLineInterpolated($"{speed:N0} images/s on one core, an image with all its views"));
        });
        return command;
    }

    private static Command Train(Shell shell)
    {
        Command command = new("train", "Training as 'pretrain' does it, in a folder that is thrown away.");
        SettingFlags flags = PretrainFlags.Add(command, "out", "epochs", "checkpoint_every");
        command.SetAction(async (parsed, cancel) =>
        {
            Setting said = flags.Read(parsed);
            string folder = Path.Combine(Path.GetTempPath(), $"autodidact-bench-{Environment.ProcessId}");
            PretrainOptions options = PretrainCommand.Bind(said, new PretrainOptions { Steps = 50, KnnEvery = 0 }) with { Out = folder, CheckpointEvery = int.MaxValue };
            try
            {
                RunInformation information = (await Pretraining.RunAsync(options, observers: Observers.For(shell, options), cancel: cancel)).Information;
                cancel.ThrowIfCancellationRequested();
                BenchTrainResult result = new(information.ImagesPerSecond, information.DataWait, information.Steps);
                shell.Print(result, CliJson.Default.BenchTrainResult, terminal => terminal.MarkupLineInterpolated($"{result.ImagesPerSecond:N0} images/s, data wait {result.DataWait:P1}"));
            }
            finally
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    private static Option<int> Whole(string name, int value, string description)
    {
        Option<int> option = new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int given) || given < 1))
                result.AddError($"{name} = {result.Tokens[0].Value}: must be a whole number of at least 1");
        });
        return option;
    }
}

/// <summary>What <c>bench views --json</c> prints.</summary>
internal sealed record BenchViewsResult(double ImagesPerSecondPerCore);

/// <summary>What <c>bench train --json</c> prints.</summary>
internal sealed record BenchTrainResult(double ImagesPerSecond, double DataWait, long Steps);
