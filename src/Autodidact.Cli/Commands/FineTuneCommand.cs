using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Evaluation;
using Autodidact.Evaluation.FineTuning;
using Autodidact.Models;

namespace Autodidact.Cli.Commands;

/// <summary>Fine-tunes a whole network on labels and measures it.</summary>
internal static class FineTuneCommand
{
    public const string Description = "Fine-tune an encoder's whole network on labels, or on few of them, and measure it.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("labels", "SHARE|N", "Labels to learn from: a share of those there are, such as 0.01, or a number. Default: all."),
        ("scratch", SettingFlags.Switch, "Begin at random initialisation in place of the encoder's weights."),
        ("baseline", SettingFlags.Switch, "Measure the same network from random initialisation too, and linear classifiers of the same labels on features and raw input."),
        ("seed", "N", "Decides labels, first weights, order and views."),
        ("seeds", "N", "How many seeds; from two on the interval is one over seeds."),
        ("epochs", "N", "Passes over the labels. Default: as many as few labels take."),
        ("batch", "N", "Samples in a step."),
        ("layer_decay", "X", "What the learning rate of a layer is of that of the next one."),
        ("out", "FOLDER", "Where the result goes. Default: a new folder in RUN/finetuned."),
        ("limit", "N", "Use only the first samples of each part."),
        ("precision", "auto|fp32|bf16", "Number format of the network in training."),
        ("threads", "N", "Threads that compute."),
        ("loader_threads", "N", "Threads that read and augment."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("finetune", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "Labelled data", pools: true);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            FineTuningOptions? said = mistakes.Try(() => OptionsBinder.Bind<FineTuningOptions>(flags.Read(parsed)));
            FineTuningOptions options = said ?? new();
            using Encoder? encoder = arguments.Load(parsed, options.Device, mistakes);
            LabelledParts? parts = arguments.Data(parsed, encoder, mistakes, (source, modality) => LabelledParts.Open(source, modality, options.Limit, options.TestShare, options.Seed));
            if (said is not null && encoder is not null && parts is not null)
                mistakes.Try<object>(() =>
                {
                    FineTuner.Check(encoder, parts, options);
                    return options;
                });
            mistakes.ThrowIfAny();
            FineTuningDisplay display = new(shell);
            try
            {
                display.Print(await FineTuner.RunAsync(encoder!, parts!, options, arguments.Path(parsed), display, cancel));
            }
            finally
            {
                display.Close();
            }
        });
        return command;
    }
}
