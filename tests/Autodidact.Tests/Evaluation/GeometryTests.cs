using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Geometry;
using Autodidact.Evaluation.Metrics;
using Autodidact.Models;
using Autodidact.Models.LabSplits;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Evaluation;

/// <summary>How features lie, and how alike two networks see the same samples.</summary>
public sealed class GeometryTests
{
    private static readonly LabelledFeatures s_features = Blobs.Make(200, 6, 4, noise: 1);

    [Fact]
    public void Features_that_were_turned_and_scaled_are_the_same_and_unrelated_ones_are_as_chance_has_it()
    {
        float[] turned = new float[s_features.Values.Length];
        for (int i = 0; i < turned.Length; i += 2) (turned[i], turned[i + 1]) = (3 * s_features.Values[i + 1], -3 * s_features.Values[i]);
        Dictionary<string, GeometryFigure> same = Figures(new(turned, 6, s_features.Labels, 4)), other = Figures(Blobs.Make(200, 6, 199, noise: 1, part: 1));
        Assert.Equal(1, same["cka_with_x"].Value, 6);
        Assert.Equal(1, same["svcca_with_x"].Value, 6);
        Assert.Equal(1, same["neighbours_with_x"].Value, 6);
        Assert.InRange(other["cka_with_x"].Value, -0.1, 0.1);
        Assert.InRange(other["svcca_with_x"].Value - other["svcca_with_x"].Settings["by_chance"], -0.1, 0.1);
        Assert.InRange(other["neighbours_with_x"].Value, 0.02, 0.09);

        static Dictionary<string, GeometryFigure> Figures(LabelledFeatures second) => Likeness.Of(s_features, second, "x", seed: 1).ToDictionary(figure => figure.Metric);
    }

    [Fact]
    public void Alignment_of_Gram_matrices_is_that_of_features()
    {
        using TensorScope scope = new();
        int[] all = [.. Enumerable.Range(0, 200)];
        Tensor x = PairedRows.Centred(s_features, all), y = PairedRows.Centred(Blobs.Make(200, 9, 4, noise: 2, part: 1), all);
        Assert.Equal(CenteredKernelAlignment.Debiased(x, y), CenteredKernelAlignment.DebiasedOfGrams(x.Matmul(x.T()), y.Matmul(y.T())), 10);
    }

    [Fact]
    public void Rank_and_distances_are_what_slower_ways_find()
    {
        Assert.Equal(new Spectrum(s_features.Values, 6).RankMe, Spread.RankMe(s_features).Value, 6);
        float[] unit = UnitRows.Of(s_features.Values, 6);
        double[] distances = [.. Enumerable.Range(0, 200).SelectMany(left => Enumerable.Range(0, 200).Where(right => right != left && s_features.Labels[left] == s_features.Labels[right])
            .Select(right => Enumerable.Range(0, 6).Sum(i => Math.Pow(unit[(left * 6) + i] - unit[(right * 6) + i], 2))))];
        GeometryFigure alignment = Spread.ClassAlignment(s_features)!;
        Assert.Equal(distances.Average(), alignment.Value, 6);
        Assert.True(alignment.Interval.Low < alignment.Value && alignment.Value < alignment.Interval.High);
        Assert.Null(Spread.ClassAlignment(Blobs.Make(50, 4, 50, noise: 1)));
    }

    [Fact]
    public async Task A_card_holds_an_encoder_against_others_and_tells_its_layers_apart()
    {
        using TemporaryFolder folder = new();
        using Encoder encoder = CardTests.Small(seed: 1);
        encoder.Save(folder["other"]);
        EvaluationOptions options = new() { With = ["geometry", "layers"], Beside = folder["other"], Threads = 1 };
        EvaluationCard card = await Evaluator.MeasureAsync(encoder, "shapes:count=60,test=60,size=16", options);
        Assert.Equal(1, Row("geometry", FeatureOrigin.Beside, "cka_with_encoder").Value, 4);
        Assert.Equal(Row("geometry", FeatureOrigin.Encoder, "rankme").Value, Row("geometry", FeatureOrigin.Beside, "rankme").Value, 4);
        Assert.True(Row("geometry", FeatureOrigin.RawInput, "cka_with_encoder").Value < 1);
        Assert.Equal(60, Row("geometry", FeatureOrigin.RawInput, "alignment").N);
        Assert.True(Row("layers", FeatureOrigin.Encoder, "cka_with_last_layer_3").Value > Row("layers", FeatureOrigin.Encoder, "cka_with_last_layer_1").Value);
        Assert.Equal(Row("geometry", FeatureOrigin.Encoder, "rankme").Value, Row("layers", FeatureOrigin.Encoder, "rankme_layer_4").Value, 3);
        Assert.DoesNotContain(card.Results, row => row.Evaluation == "layers" && row.Features == FeatureOrigin.RawInput);
        Assert.All(card.Results, row => Assert.True(row.Low <= row.Value && row.Value <= row.High, row.ToString()));

        ConfigurationException wrong = await Assert.ThrowsAsync<ConfigurationException>(() => Evaluator.MeasureAsync(encoder, "shapes:count=60,test=60,size=16", options with { Beside = folder["none"] }));
        Assert.Contains("beside", Assert.Single(wrong.Mistakes).ToString(), StringComparison.Ordinal);

        EvaluationRow Row(string evaluation, string features, string metric) => card.Results.Single(row => row.Evaluation == evaluation && row.Features == features && row.Metric == metric);
    }

    [Fact]
    public void The_last_layer_of_every_network_is_its_features()
    {
        foreach (BackboneOptions options in new BackboneOptions[]
        {
            new ResNet18Options { Width = 4 }, new ResNet50Options { Width = 4 }, new CifarResNetOptions(), new LabResNet18Options { Width = 4 },
            new VitTinyOptions { Width = 32, Heads = 2, Depth = 3, PatchSize = 8 }, new ResNet18Options { Width = 4, HeadSize = 6 },
        })
        {
            using TensorScope scope = new();
            using Backbone network = options.Resolve(imageSize: 16).Create();
            network.Evaluate();
            Check(network, Tensor.Randn([2, 3, 16, 16]));
        }

        using TensorScope own = new();
        using BertEncoder bert = new(new() { Vocabulary = 20, Width = 8, Depth = 2, Heads = 2, HiddenSize = 16, Positions = 12 });
        bert.Evaluate();
        Check(bert, Tensor.From<long>([2, 5, 7, 3, 2, 9, 3, 0], 2, 4));

        static void Check(Backbone network, Tensor input)
        {
            IReadOnlyList<Tensor> layers = network.LayerFeatures(input);
            Assert.Equal(network.LayerSizes, layers.Select(layer => (int)layer.Size(1)));
            Assert.Equal(network.Forward(input).ToArray<float>(), layers[^1].ToArray<float>());
            Assert.True(layers.Count > 1);
        }
    }
}
