using Autodidact.Evaluation;
using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Autodidact.Training.Optimizers;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>The proof of a method: what it learned without labels is worth more than the same network at random initialisation.</summary>
public sealed class LearningTests : IDisposable
{
    private const string DataSet = "cifar-10";
    private const int Pictures = 2560;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DatasetFact(DataSet)]
    public async Task Sixty_steps_of_SimClr_already_pass_random_initialisation()
    {
        Run run = await Pretraining.RunAsync(new PretrainOptions
        {
            Data = Datasets.PathOf(DataSet),
            Limit = Pictures,
            Method = new SimClrOptions(),
            Backbone = new ResNet18Options { Width = 8 },
            Optimizer = new SgdOptions { LearningRate = 0.25 },
            Batch = 128,
            Epochs = 3,
            KnnEvery = 0,
            Out = _folder["run"],
        });
        using Encoder encoder = Encoder.Load(run.Folder.Encoder);

        EvaluationCard card = await Evaluator.MeasureAsync(encoder, Datasets.PathOf(DataSet), new EvaluationOptions { With = ["knn"], Limit = Pictures });

        EvaluationRow learned = card.Results.Single(row => row.Features == FeatureOrigin.Encoder), random = card.Results.Single(row => row.Features == FeatureOrigin.RandomInitialization);
        Assert.True(learned.Low > random.High, $"learned {learned.Value:P1}, from {learned.Low:P1}; random {random.Value:P1}, up to {random.High:P1}");
    }
}
