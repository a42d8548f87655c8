using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Training;
using Autodidact.Training.Optimizers;

namespace Autodidact.Cli.Commands;

/// <summary>The whole way on built-in pictures: from nothing to a measured encoder in about two minutes on two cores.</summary>
internal static class DemoCommand
{
    public const string Description = "Two minutes, built-in pictures: from nothing to a measured encoder.";

    /// <summary>Enough pictures for steady figures, few enough for the linear probe to stay a matter of seconds.</summary>
    private const int MeasuredPictures = 2000;

    private static readonly PretrainOptions s_demo = new()
    {
        Data = "shapes",
        Method = new SimClrOptions(),
        Backbone = new ResNet18Options { Width = 8 },
        // Milder crops than usual, since a whole shape is to be told apart, not a patch of its background; and colours that say nothing,
        // since else views are matched by their background's.
        Views = new ViewOptions { MinScale = 0.4, Brightness = 0.8, Contrast = 0.8, Saturation = 0.8, Hue = 0.5, GrayscaleProbability = 0.5 },
        Optimizer = new SgdOptions { LearningRate = 0.1 },
        Batch = 128,
        Epochs = 12,
        KnnEvery = 3,
    };

    public static Command Create(Shell shell)
    {
        Command command = new("demo", Description);
        SettingFlags flags = PretrainFlags.Add(command);
        command.SetAction((parsed, cancel) => RunAsync(shell, PretrainCommand.Bind(flags.Read(parsed), s_demo), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Shell shell, PretrainOptions options, CancellationToken cancel)
    {
        Run run = await Pretraining.RunAsync(options, observers: Observers.For(shell, options), cancel: cancel);
        if (run.Information.State == RunState.Interrupted)
        {
            shell.Error.WriteLine(PretrainCommand.HowToContinue(run));
            return ExitCode.Interrupted;
        }
        using Encoder encoder = Encoder.Load(run.Folder.Encoder, TorchRuntime.DeviceFor(options.Device));
        EvaluationDisplay display = new(shell);
        display.Print(await Evaluator.MeasureAsync(encoder, options.Data, EvaluationOptions.OfRuns with { Limit = MeasuredPictures, Seed = options.Seed, Device = options.Device, Threads = options.Threads }, display, cancel));
        shell.Error.WriteLine($"The run lies in {run.Folder.Path}: views.png shows what the method saw, metrics.jsonl how it learned, encoder/ what it learned.");
        return ExitCode.Done;
    }
}
