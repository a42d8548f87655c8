using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Engine;

public sealed class WorkCounterTests
{
    // By hand: 112^2 64 3 7^2 of the stem, 4 times 56^2 64 64 3^2, and three stages of which each halves the sides and doubles the
    // channels, 28^2 128 64 3^2 + 3 times 28^2 128 128 3^2 + 28^2 128 64 of the shortcut. He et al. 2016 say 1.8 G multiply-adds.
    private const double ResNet18 = (112.0 * 112 * 64 * 3 * 49) + (4 * 56.0 * 56 * 64 * 64 * 9) + (3 * ((28.0 * 28 * 128 * 64 * 9) + (3 * 28.0 * 28 * 128 * 128 * 9) + (28.0 * 28 * 128 * 64)));

    [Fact]
    public void A_resnet_18_takes_as_many_multiplications_as_by_hand()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        using Backbone backbone = new ResNet18Options().Resolve(224).Create();
        backbone.Evaluate();
        using WorkCounter counter = new();
        backbone.Forward(Tensor.Zeros([1, 3, 224, 224]));
        Assert.Equal(2 * ResNet18, counter.Operations);
        Assert.Equal(1.81, ResNet18 / 1e9, 0.005);
    }

    [Fact]
    public void Gradients_cost_a_product_for_the_weights_and_one_for_the_input()
    {
        using TensorScope scope = new();
        using Linear first = new(5, 7), second = new(7, 3);
        Tensor input = Tensor.Zeros([4, 5]);
        Assert.Equal(2 * 4 * ((2 * 5 * 7) + (3 * 7 * 3)), Counted(() => second.Forward(first.Forward(input))));
        Assert.Equal(2 * 4 * ((5 * 7) + (7 * 3)), Counted(() =>
        {
            using NoGradient guard = new();
            second.Forward(first.Forward(input));
        }));
        using WorkCounter outer = new();
        double inner = Counted(() => first.Forward(input));
        second.Forward(Tensor.Zeros([1, 7]));
        Assert.Equal(inner + (2 * 2 * 7 * 3), outer.Operations);

        static double Counted(Action work)
        {
            using WorkCounter counter = new();
            work();
            return counter.Operations;
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task A_run_says_what_a_step_takes(int chunks, bool deterministic)
    {
        using TemporaryFolder folder = new();
        Run run = await Pretraining.RunAsync(SmallRun.Options(folder["run"]) with { Chunks = chunks, Deterministic = deterministic, Steps = 1, Epochs = null });
        // Width 4 on 16 x 16: stem without pooling, then the stages of a ResNet-18, and a head of 32 -> 32 -> 8; 8 pictures in 2 views.
        double stem = 256.0 * 4 * 3 * 9, stages = 256.0 * 4 * 4 * 9 * 4;
        for (int stage = 1; stage <= 3; stage++)
        {
            double pixels = 256 / Math.Pow(4, stage), channels = 4 * Math.Pow(2, stage);
            stages += pixels * channels * ((channels / 2 * 9) + (3 * channels * 9) + (channels / 2));
        }

        double head = (32 * 32) + (32 * 8), forward = 2 * 16 * (stem + stages + head), backward = 2 * 16 * (stem + (2 * (stages + head)));
        // Cached gradients cost a second forward pass.
        Assert.Equal(((chunks == 1 ? 1 : 2) * forward) + backward, run.Information.GigaflopsPerStep!.Value * 1e9, 1);
        Assert.Equal(run.Information.GigaflopsPerStep, RunInformation.Read(run.Folder)!.GigaflopsPerStep);
    }
}
