using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Autodidact.Evaluation.Detection;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Cli.Commands;

/// <summary>What an encoder is worth on labelled data.</summary>
internal static class EvaluateCommand
{
    public const string Description = "Measure an encoder on labelled data, beside random initialisation and raw input.";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("with", "NAMES", "Evaluations, such as knn,linear; all measures whatever the data allow. Default: the usual ones."),
        ("k", "N", "Neighbours that vote. Default: chosen on a part of the training part."),
        ("temperature", "T", "Temperature of their vote. Default: chosen likewise."),
        ("transfer", "DATA,...", "Further labelled data, for 'transfer'."),
        ("segmentation", "DATA", "Pictures with masks (folders images and masks, or a tar of them), for 'segmentation'."),
        ("segmentation_picture", "FILE", "Write a PNG of predicted masks beside the true ones."),
        ("limit", "N", "Use only the first samples of each part."),
        ("ood", "DATA", "Another source, whose samples the evaluation ood tells from these data."),
        ("beside", "FOLDER", "Another run or encoder, which geometry holds this one against."),
        ("seed", "N", "Decides random initialisation and what is held out."),
        ("threads", "N", "Threads that compute."),
        ("device", "D", "cpu, cuda or cuda:N."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("evaluate", Description);
        EncoderArguments arguments = new(command, "A run's folder, or a folder with an encoder.", "Labelled data", pools: true);
        SettingFlags flags = new(command, s_flags);
        command.SetAction(async (parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            EvaluationOptions options = mistakes.Try(() => OptionsBinder.Bind<EvaluationOptions>(flags.Read(parsed))) ?? new();
            using Encoder? encoder = arguments.Load(parsed, options.Device, mistakes);
            LabelledParts? parts = arguments.Data(parsed, encoder, mistakes, (source, modality) => LabelledParts.Open(source, modality, options.Limit, options.TestShare, options.Seed));
            if (options.Ood is string other && encoder is not null) mistakes.Try(() => Sources.Using(other, () => OutOfDistributionEvaluation.Open(other, encoder.Preprocessing.Name, options.Limit), "ood"));
            mistakes.ThrowIfAny();
            EvaluationDisplay display = new(shell);
            FeatureCache? cache = arguments.Run(parsed) is RunFolder own ? FeatureCache.Of(own, EvaluationStore.EncoderOf(own), options.CacheMegabytes * (1L << 20), display.Note) : null;
            EvaluationCard card = await Evaluator.MeasureAsync(encoder!, parts!, cache, options, display, cancel);
            display.Print(card);
            // What a run is worth is told of its encoder as it is.
            if (!arguments.Repools(parsed) && arguments.Run(parsed) is RunFolder run) new RunEvaluator(options, shell.Error.WriteLine).Keep(run, parts!, card);
        });
        return command;
    }
}
