using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;
using Autodidact.Methods.Cmcs;
using Autodidact.Methods.InstanceLearning;
using Autodidact.Methods.Memories;
using Autodidact.Methods.MoCos;
using Autodidact.Models;
using Autodidact.Models.LabSplits;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Distributed;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>What contrastive methods hold after some steps, with and without their guards, in one process and in two.</summary>
[Collection(EngineState.Name)]
public sealed class ContrastiveMethodsTests
{
    private static readonly Dictionary<string, ImageMethodOptions> s_variants = new()
    {
        ["moco-v1"] = new MoCoV1Options(),
        ["moco-v2"] = new MoCoV2Options { QueueSize = 11 },
        ["moco-v2, not shuffled"] = new MoCoV2Options { Shuffle = false, Momentum = 0 },
        ["moco-v2, symmetric"] = new MoCoV2Options { Symmetric = true, FinalMomentum = 1, HiddenSize = 16, QueueSize = 11 },
        ["moco-v2, one group"] = new MoCoV2Options { BatchNormGroups = 1 },
        ["moco-v3"] = new MoCoV3Options { HiddenSize = 16 },
        ["moco-v3, without predictor"] = new MoCoV3Options { HiddenSize = 16, Predictor = false, FreezeFirstLayer = true, MomentumRises = false },
        ["instance-discrimination"] = new InstanceDiscriminationOptions { Loss = InstanceLoss.Nce, Negatives = 6, ProximalWeight = 2 },
        ["instance-discrimination, softmax"] = new InstanceDiscriminationOptions { Loss = InstanceLoss.Softmax, HeadBatchNorm = false },
        ["instance-discrimination, full"] = new InstanceDiscriminationOptions { Loss = InstanceLoss.Full },
        ["nnclr"] = new NnclrOptions { HiddenSize = 16, PredictorSize = 16, SupportSize = 11 },
        ["nnclr, without neighbours"] = new NnclrOptions { HiddenSize = 16, Neighbours = false, Predictor = false },
        ["dcl, weighted"] = new DclOptions { Weighted = true },
        ["supcon"] = new SupConOptions(),
        ["supervised"] = new SupervisedOptions { LabelSmoothing = 0.1 },
        ["cmc"] = new CmcOptions(),
        ["cmc, two networks"] = new CmcOptions { Loss = InstanceContrast.Nce },
        ["cmc, four views"] = new CmcOptions { Crops = 2, Graph = ViewGraph.Core },
    };

    public static TheoryData<string> Variants => [.. s_variants.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Three_steps_leave_the_same_in_one_process_and_in_two(string variant)
    {
        Func<Backbone> backbone = variant.StartsWith("cmc,", StringComparison.Ordinal) ? Split : Network;
        (List<Dictionary<string, double>> Figures, Dictionary<string, double[]> State)[] seen =
        [
            .. Worlds.Run(1, world => Take(world, s_variants[variant], backbone)),
            .. Worlds.Run(2, world => Take(world, s_variants[variant], backbone)),
        ];

        foreach ((List<Dictionary<string, double>> figures, Dictionary<string, double[]> state) in seen)
        {
            for (int step = 0; step < 3; step++)
            {
                Assert.All(figures[step].Values, value => Assert.True(double.IsFinite(value)));
                foreach ((string name, double value) in seen[0].Figures[step]) Assert.Equal(value, figures[step][name], 1e-7 * Math.Max(1, Math.Abs(value)));
            }
            foreach ((string name, double[] values) in seen[0].State)
                Assert.True(values.Zip(state[name], (one, other) => Math.Abs(one - other)).Max() < 1e-7, name);
        }
    }

    [Fact]
    public void A_queue_is_filled_with_the_keys_of_a_teacher_that_follows()
    {
        using TensorScope scope = new();
        using MethodRig rig = new(new MoCoV2Options { Momentum = 0, QueueSize = 9 }, Network);
        double[] before = rig.Buffer("queue.keys");
        rig.Take(1);

        Assert.Equal(9 * 128, before.Length);       // below half of the samples
        Assert.Equal(before[(8 * 128)..], rig.Buffer("queue.keys")[(8 * 128)..]);
        Assert.All(Enumerable.Range(0, 8 * 128), i => Assert.NotEqual(before[i], rig.Buffer("queue.keys")[i]));
        Dictionary<string, double[]> state = rig.State();
        Assert.Equal(state["backbone.conv1.weight"], state["teacher.0.conv1.weight"]);
        Assert.Equal(state["head.0.weight"], state["teacher.1.0.weight"]);
    }

    [Fact]
    public void Where_both_views_ask_the_keys_of_both_join_the_queue()
    {
        using TensorScope scope = new();
        using MethodRig rig = new(new MoCoV2Options { Symmetric = true, QueueSize = 20 }, Network);
        double[] before = rig.Buffer("queue.keys");
        rig.Take(1);
        Assert.Equal(before[(16 * 128)..], rig.Buffer("queue.keys")[(16 * 128)..]);
        Assert.All(Enumerable.Range(0, 16 * 128), i => Assert.NotEqual(before[i], rig.Buffer("queue.keys")[i]));
    }

    [Fact]
    public void Shuffling_changes_only_whose_statistics_a_key_is_normalised_with()
    {
        using TensorScope scope = new();
        double Loss(bool shuffle, int groups, Func<Backbone> backbone)
        {
            using MethodRig rig = new(new MoCoV2Options { Shuffle = shuffle, BatchNormGroups = groups }, backbone);
            return rig.Take(1)[0]["loss"];
        }

        // Without batch norm every key comes back to its place, and nothing else happens.
        Assert.Equal(Loss(false, 4, Plain), Loss(true, 4, Plain), 1e-12);
        Assert.NotEqual(Loss(false, 4, Network), Loss(true, 4, Network), 1e-6);
        Assert.NotEqual(Loss(false, 1, Network), Loss(false, 4, Network), 1e-6);
        Assert.Equal(Loss(false, 1, Network), Loss(true, 1, Network), 1e-12);
    }

    [Fact]
    public void A_frozen_first_layer_keeps_its_weights()
    {
        using TensorScope scope = new();
        using MethodRig rig = new(new MoCoV3Options { FreezeFirstLayer = true, HiddenSize = 16 }, Network);
        Dictionary<string, double[]> before = rig.State();
        rig.Take(2);
        Dictionary<string, double[]> after = rig.State();
        Assert.Equal(before["backbone.conv1.weight"], after["backbone.conv1.weight"]);
        Assert.NotEqual(before["backbone.layer1.0.conv1.weight"], after["backbone.layer1.0.conv1.weight"]);
    }

    [Fact]
    public void Of_a_split_encoder_both_first_layers_keep_their_weights()
    {
        using TensorScope scope = new();
        using MethodRig rig = new(new MoCoV3Options { FreezeFirstLayer = true, HiddenSize = 16 }, Split);
        Dictionary<string, double[]> before = rig.State();
        rig.Take(1);
        Dictionary<string, double[]> after = rig.State();
        foreach (string half in (string[])["luminance", "chrominance"])
        {
            Assert.Equal(before[$"backbone.{half}.conv1.weight"], after[$"backbone.{half}.conv1.weight"]);
            Assert.NotEqual(before[$"backbone.{half}.layer1.0.conv1.weight"], after[$"backbone.{half}.layer1.0.conv1.weight"]);
        }
    }

    [Fact]
    public void A_backbone_without_a_convolution_has_no_first_layer_to_freeze()
    {
        using TensorScope scope = new();
        ConfigurationException wrong = Assert.Throws<ConfigurationException>(() => new MethodRig(new MoCoV3Options { FreezeFirstLayer = true }, Plain));
        Assert.Equal("method.freeze_first_layer", Assert.Single(wrong.Mistakes).Field);
    }

    [Fact]
    public void Groups_are_of_the_whole_batch_however_many_chunks_it_goes_in()
    {
        using TensorScope scope = new();
        Dictionary<string, double> Figures(int groups, int chunks, bool shuffle = false)
        {
            using MethodRig rig = new(new MoCoV2Options { Shuffle = shuffle, BatchNormGroups = groups }, Network, chunks: chunks);
            return rig.Take(1)[0];
        }

        Dictionary<string, double> four = Figures(4, 1), two = Figures(2, 1);
        Assert.NotEqual(two["loss"], four["loss"], 1e-6);
        foreach ((Dictionary<string, double> wanted, Dictionary<string, double> found) in new[] { (four, Figures(4, 2)), (four, Figures(4, 4)), (two, Figures(2, 2)) })
        {
            Assert.Equal(wanted["loss"], found["loss"], 1e-10);
            Assert.Equal(wanted[FigureNames.BatchSignature], found[FigureNames.BatchSignature], 1e-9);
        }
        Assert.False(Figures(1, 1).ContainsKey(FigureNames.BatchSignature));
        // A chunk that is one group would leave keys beside their queries: it becomes two.
        Assert.NotEqual(Figures(2, 2)["loss"], Figures(2, 2, shuffle: true)["loss"], 1e-6);
    }

    [Theory]
    [InlineData(50, 0.99)]
    [InlineData(5000, 0.998)]
    [InlineData(1_000_000, 0.999)]
    public void A_teacher_follows_within_a_tenth_of_a_long_run(long steps, double momentum) =>
        Assert.Equal(momentum, new MoCoV1Options().MomentumFor(steps), 1e-12);

    [Fact]
    public void The_momentum_of_the_third_version_rises_to_one()
    {
        using TensorScope scope = new();
        using MethodRig rig = new(new MoCoV3Options { Momentum = 0.9, HiddenSize = 16 }, Network);
        double[] momenta = [.. rig.Take(3).Select(figures => figures["teacher_momentum"])];
        Assert.Equal(0.9, momenta[0], 1e-6);
        Assert.Equal(1 - (0.1 * (1 + Math.Cos(Math.PI * 2 / 9)) / 2), momenta[2], 1e-6);
    }

    [Fact]
    public void Both_networks_of_a_split_encoder_learn_and_are_kept()
    {
        using TensorScope scope = new();
        using MethodRig rig = new(new CmcOptions(), Split);
        Dictionary<string, double[]> before = rig.State();
        rig.Take(1);
        Dictionary<string, double[]> after = rig.State();
        foreach (string half in (string[])["luminance", "chrominance"])
            Assert.NotEqual(before[$"backbone.{half}.conv1.weight"], after[$"backbone.{half}.conv1.weight"]);
        rig.Method.Kept.Evaluate();
        Tensor features = rig.Method.Kept.Forward(Tensor.Rand([2, 3, 16, 16], ScalarType.Float64));
        Assert.Equal([2L, rig.Method.Kept.FeatureSize], features.Shape);
    }

    private static (List<Dictionary<string, double>>, Dictionary<string, double[]>) Take(World world, ImageMethodOptions options, Func<Backbone> backbone)
    {
        using TensorScope scope = new();
        using MethodRig rig = new(options, backbone, world);
        return (rig.Take(3), rig.State());
    }

    private static Backbone Network() => new Wide(new ResNet18Options { Width = 4 }.Resolve(MethodRig.Size).Create());

    private static Backbone Plain() => new Wide(new TwoLayers(MethodRig.Size));

    private static Backbone Split() => new LabSplit(Network(), Network(), [0.5, 0.5, 0.5], [0.25, 0.25, 0.25]);
}
