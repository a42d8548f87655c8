using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Models;

/// <summary>Published CIFAR ResNets load by their own names and reach the accuracy that they are published with.</summary>
public sealed class PublishedWeightsTests
{
    // The whole 10,000 test images take ResNet-20 some seconds; the deeper networks are held on the first 1,000.
    [SharedDataTheory("weights/cifar10-resnet", "datasets/cifar-10")]
    [InlineData(20, 10_000, 0.9173)]
    [InlineData(32, 1_000, 0.9263)]
    [InlineData(44, 1_000, 0.9310)]
    [InlineData(56, 1_000, 0.9339)]
    public void Reach_their_published_accuracy(int depth, int images, double published)
    {
        using TensorScope scope = new();
        using CifarResNet backbone = new(depth);
        using Linear classifier = new(backbone.FeatureSize, 10);
        Dictionary<string, Tensor> state = StateFile.Read(Path.Combine(RepositoryFolder.Shared("weights")!, "cifar10-resnet", $"resnet{depth}.safetensors"));
        const string head = "linear.";
        backbone.LoadState(state.Where(entry => !entry.Key.StartsWith(head, StringComparison.Ordinal)).ToDictionary());
        classifier.LoadState(state.Where(entry => entry.Key.StartsWith(head, StringComparison.Ordinal)).ToDictionary(entry => entry.Key[head.Length..], entry => entry.Value));

        ImageSource source = new LimitedSource(DataSources.Open("cifar:" + Path.Combine(RepositoryFolder.Shared("datasets")!, "cifar-10"), Split.Test), images);
        using Encoder encoder = new(backbone, new CifarResNetOptions { Depth = depth }, new ImagePreprocessing { Size = 32 });
        long correct = 0;
        foreach (ImageViews batch in new EvaluationLoader(source, ((ImagePreprocessing)encoder.Preprocessing).Plan(), new LoaderOptions { Batch = 250 }).Batches())
        {
            using (batch)
            using (TensorScope step = new())
            {
                long[] predicted = classifier.Forward(encoder.Embed(batch.AllViews)).Argmax(1).ToArray<long>();
                for (int i = 0; i < predicted.Length; i++) correct += predicted[i] == source.Label(batch.Samples[i]) ? 1 : 0;
            }
        }

        double accuracy = (double)correct / images;
        double allowed = images == 10_000 ? 0.00005 : 3 * Math.Sqrt(published * (1 - published) / images);
        Assert.True(Math.Abs(accuracy - published) <= allowed, $"ResNet-{depth} reaches {accuracy:P2} of {images} images, published are {published:P2}.");
    }
}
