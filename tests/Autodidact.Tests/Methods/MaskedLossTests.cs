using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Shapes;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Distillation;
using Autodidact.Methods.Masked;
using Autodidact.Methods.Tokens;
using Autodidact.Models;
using Autodidact.Models.Tokenizers;
using Autodidact.Models.Transformers;
using Autodidact.Objectives;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>The whole loss of masked methods on two pictures, against loops over pictures and patches.</summary>
[Collection(EngineState.Name)]
public sealed class MaskedLossTests : IDisposable
{
    private const int Size = 16, Patches = 16, Tokens = 1 + Patches, Pictures = 2, Step = 2;
    private const ulong Seed = 5;

    private ViewLoader? _loader;

    public MaskedLossTests() => TorchRuntime.Seed(1);

    public void Dispose() => _loader?.Dispose();

    [Theory]
    [InlineData("beit")]
    [InlineData("beit-v2")]
    public void Codes_are_asked_of_the_patches_that_were_hidden(string name)
    {
        using TensorScope scope = new();
        TokenPredictionOptions options = (TokenPredictionOptions)SmallMethods.Of(name);
        using Method<ImageViews> method = Create(options, out VisionTransformer network);
        using NoGradient guard = new();
        Tensor weight = Parameter(method, "head.weight"), bias = Parameter(method, "head.bias");
        weight.MulInPlace(20);      // far from chance
        using ImageViews batch = First(options);
        double loss = method.Step(batch).Loss.Item<float>();

        Tensor images = batch.View(0);
        Tensor flags = HiddenBlocks.Draw(options, batch.Samples, (4, 4), Seed, Step, Device.Cpu).Flags;
        long[] words = method.Below<PatchTokenizer>().Single().Words(images).ToArray<long>();
        Assert.True(words.Distinct().Count() > 1);
        IReadOnlyList<Tensor> states = network.States(images, flags, Parameter(method, "mask_token"));
        double expected = Mean(states[1]);
        if (name == "beit-v2")
        {
            // The last block's class token and the patches of the one before, through two more blocks.
            Tensor tokens = Ops.Cat([states[1].Narrow(1, 0, 1), states[0].Narrow(1, 1, Patches)], 1);
            foreach (TransformerBlock block in method.Below<TransformerBlock>().Skip(2).Take(2)) tokens = block.Forward(tokens);
            expected += Mean(tokens);
        }
        Assert.Equal(expected, loss, 1e-4);

        double Mean(Tensor tokens)
        {
            float[] logs = Ops.Linear(network.Normed(tokens), weight, bias).LogSoftmax(-1).ToArray<float>(), hidden = flags.ToArray<float>();
            return Enumerable.Range(0, Pictures * Patches).Where(patch => hidden[patch] == 1)
                .Average(patch => -logs[((((patch / Patches * Tokens) + 1 + (patch % Patches)) * 8) + words[patch])]);
        }
    }

    [Theory]
    [InlineData("ibot")]
    [InlineData("dinov2")]
    public void Hidden_patches_are_compared_with_the_teachers_in_their_places(string name)
    {
        using TensorScope scope = new();
        MaskedDistillationOptions options = (MaskedDistillationOptions)SmallMethods.Of(name) with { Outputs = 8, HiddenSize = 8, BottleneckSize = 4, MaskProbability = 0.75, PatchWeight = 3, HeadLayers = 1 };
        using Method<ImageViews> method = Create(options, out VisionTransformer network);
        VisionTransformer followed = method.Below<VisionTransformer>().ElementAt(1);
        using NoGradient guard = new();
        foreach (Tensor parameter in followed.Parameters()) parameter.MulInPlace(1.5);
        Tensor[] centres = [.. new[] { "centre.mean", "patch_centre.mean" }.Select(centre => method.NamedState().Single(entry => entry.Name == centre).Tensor)], means = new Tensor[2];
        foreach (Tensor centre in centres) centre.NormalInPlace(0, 0.05);
        using ImageViews batch = First(options);
        StepResult result = method.Step(batch);
        Dictionary<string, double> report = result.Report.ToDictionary(measure => measure.Name, measure => (double)measure.Value.Item<float>());

        const int Rows = 2 * Pictures;     // view by view
        Tensor large = batch.Groups[0], flags = HiddenPatches.Draw(options, batch.Samples, 2, (4, 4), Seed, Step, Device.Cpu).Flags;
        Tensor student = network.Tokens(large, flags, Parameter(method, "mask_token")).Reshape([-1, network.FeatureSize]), teacher = followed.Tokens(large).Reshape([-1, network.FeatureSize]);
        DinoHead[] heads = [.. method.Below<DinoHead>()];
        float[] hidden = flags.ToArray<float>();
        int[] patches = [.. Enumerable.Range(0, Rows * Patches).Where(patch => hidden[patch] == 1)];
        Assert.InRange(patches.Select(patch => patch / Patches).Distinct().Count(), 1, Rows);

        double[] ofPatches = Losses(1, heads[(heads.Length / 2) - 1], heads[^1], [.. patches.Select(patch => ((patch / Patches * Tokens) + 1L + (patch % Patches), (patch / Patches * Tokens) + 1L + (patch % Patches)))]);
        double patchLoss = patches.Zip(ofPatches).GroupBy(pair => pair.First / Patches).Sum(row => row.Average(pair => pair.Second)) / Rows;
        // The student's class token of each view with the teacher's of the other.
        double[] ofViews = Losses(0, heads[0], heads[heads.Length / 2], [.. Enumerable.Range(0, Rows).Select(row => ((long)row * Tokens, (long)((row + Pictures) % Rows) * Tokens))]);
        Assert.Equal(patchLoss, report["patch_loss"], 1e-4);
        Assert.Equal(ofViews.Average(), report["class_loss"], 1e-4);
        Assert.Equal(report["class_loss"] + (3 * report["patch_loss"]) + (options.KoleoWeight * report.GetValueOrDefault("koleo")), result.Loss.Item<float>(), 1e-4);

        // Each centre goes after the logits that it is taken off.
        float[][] expected = [.. centres.Zip(means).Select(pair => ((pair.First * 0.9) + (pair.Second * 0.1)).ToArray<float>())];
        method.AfterStep();
        if (!options.Sinkhorn)
            for (int i = 0; i < expected.Length; i++) Assert.All(expected[i].Zip(centres[i].ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));

        // Cross-entropies of tokens of the student with tokens of the teacher.
        double[] Losses(int centre, DinoHead own, DinoHead taught, (long Student, long Teacher)[] pairs)
        {
            Tensor logits = own.Forward(student.IndexSelect(0, Tensor.From(pairs.Select(pair => pair.Student).ToArray())));
            Tensor answers = taught.Forward(teacher.IndexSelect(0, Tensor.From(pairs.Select(pair => pair.Teacher).ToArray())));
            means[centre] = answers.Mean([0]);
            Tensor targets = options.Sinkhorn ? Sinkhorn.Assign(answers, options.TeacherTemperature, 3) : ((answers - centres[centre]) / options.TeacherTemperature).Softmax(-1);
            float[] logs = (logits / options.StudentTemperature).LogSoftmax(-1).ToArray<float>(), shares = targets.ToArray<float>();
            return [.. Enumerable.Range(0, pairs.Length).Select(row => -Enumerable.Range(row * 8, 8).Sum(i => (double)shares[i] * logs[i]))];
        }
    }

    [Fact]
    public void Blocks_are_predicted_from_the_context_of_their_picture_alone()
    {
        using TensorScope scope = new();
        IJepaOptions options = new() { PredictorWidth = 16, PredictorDepth = 1, PredictorHeads = 2 };
        using Method<ImageViews> method = Create(options, out VisionTransformer network);
        VisionTransformer followed = method.Below<VisionTransformer>().ElementAt(1);
        LatentPredictor predictor = method.Below<LatentPredictor>().Single();
        using NoGradient guard = new();
        using ImageViews batch = First(options);
        double loss = method.Step(batch).Loss.Item<float>(), sum = 0;
        JepaBlocks drawn = JepaBlocks.Draw(options, batch.Samples, (4, 4), Seed, Step, Device.Cpu);
        int count = 0;
        for (int picture = 0; picture < Pictures; picture++)
        {
            Tensor image = batch.View(0).Narrow(0, picture, 1);
            long[] context = drawn.Context.Select(0, picture).ToArray<long>(), seen = [.. context.Zip(drawn.Seen.Select(0, picture).ToArray<float>()).Where(pair => pair.Second == 1).Select(pair => pair.First)];
            Tensor places = Tensor.From(seen, 1, seen.Length), tokens = network.Context(image, places, Tensor.Zeros([1, 1, 1, 1 + seen.Length]));
            float[] taught = LatentPrediction.Standardized(followed.PatchTokens(image)).ToArray<float>();
            for (int block = 0; block < drawn.Targets.Size(1); block++)
            {
                long[] asked = drawn.Targets.Select(0, picture).Select(0, block).ToArray<long>();
                float[] predicted = predictor.Forward(tokens, places, Tensor.From(asked, 1, asked.Length), Tensor.Zeros([1, 1, 1, seen.Length + asked.Length]), (4, 4)).ToArray<float>();
                for (int i = 0; i < predicted.Length; i++, count++)
                {
                    double apart = Math.Abs(predicted[i] - taught[(asked[i / 16] * 16) + (i % 16)]);
                    sum += apart < 1 ? apart * apart / 2 : apart - 0.5;
                }
            }
        }
        Assert.Equal(sum / count, loss, 1e-4);
    }

    private ImageViews First(ImageMethodOptions options)
    {
        _loader = new(new ShapesSource(new ShapesOptions { Count = 4, Size = Size }, Split.Train), options.Plans(Size, new()), new LoaderOptions { Batch = Pictures, Threads = 1 });
        return _loader.Epoch(0).First();
    }

    private static Method<ImageViews> Create(ImageMethodOptions options, out VisionTransformer network)
    {
        Func<Backbone> make = SmallBackbones.Transformer.Resolve(Size).Create;
        network = (VisionTransformer)make();
        Method<ImageViews> method = options.Create(network, new MethodContext(4, Pictures, Seed, make));
        method.Start();
        method.Now = new(Step, 9, 3, Watched: false);
        return method;
    }

    private static Tensor Parameter(Method<ImageViews> method, string name) => method.NamedParameters().Single(parameter => parameter.Name == name).Tensor;
}
