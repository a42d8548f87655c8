using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;
using Autodidact.Tests.Engine;
using Xunit;

namespace Autodidact.Tests.Models;

/// <summary>What a network gives does not change when it is put together for speed.</summary>
public sealed class FrozenNetworkTests
{
    public static TheoryData<string> Names => ["resnet18", "resnet50", "resnet18 thin", "resnet18 headed", "cifar", "vit"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_frozen_encoder_gives_the_same_features(string name)
    {
        (BackboneOptions options, int size) = name switch
        {
            "resnet18" => (new ResNet18Options(), 70),
            "resnet50" => (new ResNet50Options { Width = 16 }, 40),
            "resnet18 thin" => (new ResNet18Options { Width = 4 }, 32),
            "resnet18 headed" => (new ResNet18Options { Width = 16, HeadSize = 24 }, 32),
            "cifar" => (new CifarResNetOptions(), 32),
            _ => ((BackboneOptions)new VitTinyOptions { PatchSize = 8 }, 32),
        };
        options = options.Resolve(size);
        using Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = size });
        FoldedConvolutionTests.Move(encoder.Backbone);
        using TensorScope scope = new();
        Tensor pictures = Tensor.Randn([3, 3, size, size]).ChannelsLast();
        Tensor expected = encoder.Embed(pictures);
        Assert.True(encoder.Backbone.IsTraining);
        using (FrozenEncoder frozen = encoder.Freeze())
        {
            Assert.False(encoder.Backbone.IsTraining);
            FoldedConvolutionTests.Same(expected, frozen.Embed(pictures));
        }
        Assert.True(encoder.Backbone.IsTraining);
    }

    [Fact]
    public void Features_do_not_depend_on_the_number_of_threads()
    {
        using Encoder encoder = Autodidact.Tests.Evaluation.CardTests.Small(seed: 3);
        ImageSource source = DataSources.Open("shapes:count=61,size=16");
        int threads = TorchRuntime.Threads;
        try
        {
            float[][] features = [.. new[] { 1, 2, 5 }.Select(count =>
            {
                TorchRuntime.Threads = count;
                FeatureBatch[] batches = [.. FeatureReader.Of(encoder, source, new() { Batch = 4 }).Batches()];
                Assert.Equal(count, TorchRuntime.Threads);
                Assert.Equal(Enumerable.Range(0, 61), batches.SelectMany(batch => batch.Samples));
                return batches.SelectMany(batch => batch.Values).ToArray();
            })];
            Assert.Equal(features[0], features[1]);
            Assert.Equal(features[0], features[2]);
            TorchRuntime.Threads = 3;
            Assert.Equal(features[0][..encoder.FeatureSize], FeatureReader.Of(encoder, source, new() { Batch = 4 }).Batches().First().Values[..encoder.FeatureSize]);   // who stops early leaves no thread waiting
        }
        finally
        {
            TorchRuntime.Threads = threads;
        }
    }
}
