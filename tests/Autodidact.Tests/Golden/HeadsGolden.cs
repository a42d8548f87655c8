using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Models.Tokenizers;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the heads of DINO and iBOT and the quantizers of VQ-VAE and BEiT v2: values, gradients, running statistics, codes.</summary>
internal static class HeadsGolden
{
    private const string File = "masked_vqkd_heads", Classics = "classic_autoencoders";

    [GoldenCases(File, "dino_head_*")]
    private static void Dino(GoldenCase golden)
    {
        using DinoHead head = new(
            golden.Integer("in_dim"), golden.Integer("hidden_dim"), golden.Integer("bottleneck_dim"), golden.Integer("out_dim"),
            golden.Has("nlayers") ? golden.Integer("nlayers") : 3, golden.Flag("use_bn"), golden.Flag("norm_last_layer"));
        Tensor input = Load(golden, head, "x");
        Tensor output = head.Forward(input), loss = output.Pow(3).Mean();
        loss.Backward();
        golden.Check("output/out", output);
        golden.Check("output/loss", loss);
        golden.Check("grad/x", input.Gradient);
        CheckState(golden, head);
    }

    [GoldenCases(File, "ibot_head_*")]
    private static void IBot(GoldenCase golden)
    {
        bool shared = golden.Flag("shared_head");
        using IBotHead head = new(
            golden.Integer("in_dim"), golden.Integer("hidden_dim"), golden.Integer("bottleneck_dim"), golden.Integer("out_dim"),
            shared ? null : golden.Integer("patch_out_dim"), golden.Integer("nlayers"), normalizedClasses: golden.Flag("norm_last_layer"));
        Tensor input = Load(golden, head, "tokens");
        (Tensor classes, Tensor patches) = head.Forward(input);
        Tensor loss = classes.Square().Mean() + patches.Pow(3).Mean();
        loss.Backward();
        golden.Check("output/cls", classes);
        golden.Check("output/patch", patches);
        golden.Check("output/loss", loss);
        golden.Check("grad/tokens", input.Gradient);
        CheckState(golden, head);
    }

    [GoldenCases(File, "norm_ema_vq_#")]
    private static void Quantizer(GoldenCase golden)
    {
        using NormalizedCodebook codebook = Codebook(golden, golden.Number("decay"));
        Tensor total = Tensor.Zeros([]);
        for (int step = 0; golden.Inputs.ContainsKey($"z_{step}"); step++)
        {
            Tensor tokens = golden.Input($"z_{step}").ToTensor(requiresGradient: true);
            (Tensor output, Tensor distance, Tensor indices) = Quantized(codebook, tokens, golden.Number("beta"));
            codebook.Follow(tokens.Detach().Permute([0, 2, 3, 1]));
            Tensor flipped = output.Detach().IndexSelect(0, Tensor.From([.. Enumerable.Range(0, (int)tokens.Size(0)).Select(row => tokens.Size(0) - 1 - row)]));
            Tensor loss = distance + ((output * flipped).Sum() * 0.1);
            loss.Backward();
            total += loss.Detach();

            golden.Check($"output/loss_{step}", distance);
            golden.Check($"output/z_q_{step}", output);
            golden.Check($"output/indices_{step}", indices);
            golden.Check($"grad/z_{step}", tokens.Gradient);
            foreach ((string name, Tensor state) in codebook.NamedBuffers())
                golden.Check($"output/{(name == "cluster_size" ? name : "codebook")}_{step}", state);
        }
        golden.Check("output/loss", total);
    }

    [GoldenCases(File, "norm_ema_vq_eval_#")]
    private static void QuantizerInUse(GoldenCase golden)
    {
        using NormalizedCodebook codebook = Codebook(golden, golden.Number("decay", otherwise: 0.99));
        (Tensor output, Tensor distance, Tensor indices) = Quantized(codebook, golden.Input("z_0").ToTensor(), golden.Number("beta", otherwise: 1));
        golden.Check("output/vq_loss", distance);
        golden.Check("output/z_q", output);
        golden.Check("output/indices", indices);
    }

    [GoldenCases(Classics, "vq_vae")]
    private static void Autoencoder(GoldenCase golden)
    {
        Tensor tokens = golden.Input("z").ToTensor(requiresGradient: true), codes = golden.Input("codebook").ToTensor(requiresGradient: true);
        using EuclideanCodebook codebook = new(codes.Size(0), codes.Size(1));
        codebook.Begin(codes.Detach());
        Tensor indices = codebook.Quantize(tokens).Indices, nearest = codes.IndexSelect(0, indices), output = VectorQuantization.StraightThrough(tokens, nearest);
        // The distance between both, which moves codes to tokens as commitment moves tokens to codes.
        Tensor distance = VectorQuantization.Commitment(nearest, tokens).Mean() + (VectorQuantization.Commitment(tokens, nearest).Mean() * golden.Number("beta"));
        Tensor loss = distance + output.Pow(3).Mean();
        loss.Backward();
        golden.Check("output/indices", indices);
        golden.Check("output/z_q", output);
        golden.Check("output/codebook_and_commitment", distance);
        golden.Check("output/perplexity", VectorQuantization.Perplexity(indices.OneHot(golden.Integer("codes")).To(codes.Type).Sum([0L])));
        golden.Check("output/loss", loss);
        golden.Check("grad/z", tokens.Gradient);
        golden.Check("grad/codebook", codes.Gradient);
    }

    // From channels first and back: codes straight through, the weighted distance to them, and their numbers.
    private static (Tensor Output, Tensor Distance, Tensor Indices) Quantized(Codebook codebook, Tensor tokens, double commitment)
    {
        QuantizedTokens quantized = codebook.Quantize(tokens.Permute([0, 2, 3, 1]));
        Tensor output = VectorQuantization.StraightThrough(quantized.Tokens, quantized.Codes).Permute([0, 3, 1, 2]);
        return (output, VectorQuantization.Commitment(quantized.Tokens, quantized.Codes).Mean() * commitment, quantized.Indices);
    }

    private static NormalizedCodebook Codebook(GoldenCase golden, double momentum)
    {
        NormalizedCodebook codebook = new(golden.Integer("n_embed"), golden.Integer("embedding_dim"), momentum);
        Dictionary<string, Tensor> state = new() { ["embedding.weight"] = golden.Input("codebook_init").ToTensor() };
        if (golden.Inputs.ContainsKey("cluster_size_init")) state["cluster_size"] = golden.Input("cluster_size_init").ToTensor();
        codebook.LoadState(state, strict: false);
        return codebook;
    }

    private static Tensor Load(GoldenCase golden, Module head, string input)
    {
        HashSet<string> known = [.. head.NamedState().Select(entry => entry.Name)];
        head.LoadState(golden.Weights.Where(pair => known.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        return golden.Input(input).ToTensor(requiresGradient: true);
    }

    private static void CheckState(GoldenCase golden, Module head)
    {
        foreach ((string name, Tensor parameter) in head.NamedParameters()) golden.Check($"grad_weight/{name}", parameter.Gradient);
        foreach ((string name, Tensor buffer) in head.NamedBuffers())
            if (golden.Expects($"state_after/{name}")) golden.Check($"state_after/{name}", buffer);
    }
}
