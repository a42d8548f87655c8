using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models.Transformers;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the vision transformer: tokens, attention, positions of other sizes, and the gradient of every weight, with DINO's names.</summary>
internal static class VisionTransformerGolden
{
    private const string File = "backbone_vit";

    [GoldenCases(File, "vit_#")]
    private static void Whole(GoldenCase golden)
    {
        using ClassifiedTransformer network = new(golden);
        Tensor image = golden.Input("image").ToTensor(requiresGradient: true);
        Tensor tokens = network.Backbone.Tokens(image), logits = network.Classifier.Forward(tokens.Select(1, 0));
        Tensor loss = logits.CrossEntropyLoss(golden.Input("label").ToTensor());
        loss.Backward();

        golden.Check("output/tokens_embedded", network.Backbone.Embedded(image));
        golden.Check("output/tokens_final", tokens);
        golden.Check("output/tokens_penultimate", network.Backbone.LastTokens(image, 2)[0]);
        golden.Check("output/attention_last", network.Backbone.Maps(image)[^1]);
        golden.Check("output/cls", network.Backbone.Forward(image));
        golden.Check("output/logits", logits);
        golden.Check("output/loss", loss);
        golden.Check("grad/image", image.Gradient);
        foreach ((string name, Tensor parameter) in network.NamedParameters()) golden.Check($"grad_weight/{name}", parameter.Gradient);
    }

    [GoldenCases(File, "vit_posembed_*")]
    private static void OtherSizes(GoldenCase golden)
    {
        using VisionTransformer network = Network(golden);
        network.LoadState(golden.Weights.Where(pair => !pair.Key.StartsWith("head.", StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        Tensor image = golden.Input("image").ToTensor();
        int patches = golden.Integer("image") / golden.Integer("patch_size");
        golden.Check("output/pos_embed_interpolated", PositionEmbedding.Interpolated(golden.Weight("pos_embed").ToTensor(), 1, patches, patches));
        golden.Check("output/cls", network.Forward(image));
    }

    [GoldenCases(File, "vit_block_#")]
    private static void Block(GoldenCase golden)
    {
        using TransformerBlock block = new(golden.Integer("dim"), golden.Integer("heads"), golden.Number("mlp_ratio"), epsilon: golden.Number("layer_norm_eps", otherwise: 1e-5));
        block.LoadState(golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        Tensor input = golden.Input("x").ToTensor(requiresGradient: true);
        Tensor output = block.Forward(input), loss = output.Pow(3).Mean();
        loss.Backward();
        golden.Check("output/out", output);
        golden.Check("output/attention", block.Map(input));
        golden.Check("output/loss", loss);
        golden.Check("grad/x", input.Gradient);
        foreach ((string name, Tensor parameter) in block.NamedParameters()) golden.Check($"grad_weight/{name}", parameter.Gradient);
    }

    private static VisionTransformer Network(GoldenCase golden) => new(new()
    {
        ImageSize = golden.Integer("img_size"),
        PatchSize = golden.Integer("patch_size"),
        Width = golden.Integer("embed_dim"),
        Depth = golden.Integer("depth"),
        Heads = golden.Integer("num_heads"),
        MlpRatio = golden.Number("mlp_ratio"),
    });

    private sealed class ClassifiedTransformer : Module
    {
        public ClassifiedTransformer(GoldenCase golden)
        {
            Backbone = Child("", Network(golden));
            Classifier = Child("head", new Linear(Backbone.FeatureSize, golden.Weight("head.weight").Shape[0]));
            LoadState(golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        }

        public VisionTransformer Backbone { get; }

        public Linear Classifier { get; }
    }
}
