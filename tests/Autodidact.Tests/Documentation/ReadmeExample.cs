using Autodidact.Evaluation;
using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Training;

namespace Autodidact.Tests.Documentation;

/// <summary>The example of the README, so that it compiles; <see cref="ReadmeTests"/> compares them.</summary>
public static class ReadmeExample
{ // frame
    public static async Task RunAsync()
    { // frame
        PretrainOptions options = new()
        {
            Data = "photos",                                    // a folder, a tar, IDX, CIFAR, .npz, or "shapes"
            Method = new SimClrOptions { Temperature = 0.2 },
            Backbone = new ResNet18Options { Width = 32 },
            Epochs = 100,
            Out = "runs/photos",
        };
        Run run = await Pretraining.RunAsync(options, observers: [new LossPrinter()]);

        using Encoder encoder = Encoder.Load(run.Folder.Encoder);
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, "labelled");
        foreach (EvaluationRow row in card.Results)
            Console.WriteLine($"{row.Evaluation,-8} {row.Features,-12} {row.Value:P1}  [{row.Low:P1}, {row.High:P1}]  n = {row.N}");
    } // frame
} // frame

internal sealed class LossPrinter : TrainingObserver
{
    public override void StepCompleted(TrainingStep step) => Console.WriteLine($"step {step.Step} of {step.Steps}: {step.Loss:0.000}");
}
