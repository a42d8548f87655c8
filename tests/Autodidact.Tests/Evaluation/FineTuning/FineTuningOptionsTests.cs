using Autodidact.Evaluation.FineTuning;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Training.Optimizers;
using Xunit;

namespace Autodidact.Tests.Evaluation.FineTuning;

public sealed class FineTuningOptionsTests
{
    [Theory]
    [InlineData(2, 2, 200)]
    [InlineData(20, 8, 200)]
    [InlineData(100, 25, 200)]
    [InlineData(1_000, 64, 67)]
    [InlineData(50_000, 64, 20)]
    public void Few_labels_are_seen_often(int labels, int batch, int epochs)
    {
        FineTuningOptions options = new FineTuningOptions().Resolve(labels, size: 32, new VitTinyOptions());
        Assert.Equal((batch, epochs, 0.1, 0.75, 32), (options.Batch, options.Epochs, options.DropPath, options.LayerDecay, options.Views.Size));
        FineTuningOptions other = new FineTuningOptions().Resolve(labels, size: 32, new ResNet18Options());
        Assert.Equal((32, 0.0, 1.0), (other.Views.Size, other.DropPath, other.LayerDecay));
    }

    [Fact]
    public void A_rate_that_is_said_leaves_nothing_to_choose()
    {
        Assert.Equal([0.0003, 0.001, 0.003], new FineTuningOptions().Rates.Select(rate => Math.Round(rate, 12)));
        Assert.Equal([0.0003, 0.001, 0.003], RatesFor(new BertTinyOptions()));
        Assert.Equal([0.000015, 0.00005, 0.00015], RatesFor(new BertBaseOptions()));
        Assert.Equal([0.1, 0.2], new FineTuningOptions { LearningRates = [0.1, 0.2] }.Rates);
        Assert.Equal([0.5], new FineTuningOptions { LearningRates = [0.1, 0.2], Optimizer = new SgdOptions { LearningRate = 0.5 } }.Rates);

        static IEnumerable<double> RatesFor(BackboneOptions backbone) => new FineTuningOptions().Resolve(1000, null, backbone).Rates.Select(rate => Math.Round(rate, 12));
    }
}
