using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Tests.Golden;

/// <summary>Layers that work on sequences: recurrent ones, attention between two sequences, transformer layers with norms in front and behind.</summary>
internal static class SequencesGolden
{
    private const string File = "backbone_sequence_layers";

    [GoldenCases(File, "gru_#")]
    private static void Gru(GoldenCase golden)
    {
        using Gru network = new(golden.Integer("input"), golden.Integer("hidden"), golden.Integer("layers"), golden.Flag("bidirectional"));
        (Tensor input, Tensor state) = Begin(golden, network);
        (Tensor output, Tensor last) = network.Forward(input, state);
        golden.Check("output/h_n", last);
        End(golden, network, output, output.Pow(2).Mean() + last.Pow(3).Mean(), ("x", input), ("h0", state));
    }

    [GoldenCases(File, "lstm_#")]
    private static void Lstm(GoldenCase golden)
    {
        using Lstm network = new(golden.Integer("input"), golden.Integer("hidden"), golden.Integer("layers"), golden.Flag("bidirectional"));
        (Tensor input, Tensor state) = Begin(golden, network);
        Tensor cells = golden.Input("c0").ToTensor(requiresGradient: true);
        (Tensor output, Tensor last, Tensor lastCells) = network.Forward(input, state, cells);
        golden.Check("output/h_n", last);
        golden.Check("output/c_n", lastCells);
        End(golden, network, output, output.Pow(2).Mean() + last.Pow(3).Mean(), ("x", input), ("h0", state), ("c0", cells));
    }

    [GoldenCases(File, "multihead_cross_attention")]
    private static void CrossAttention(GoldenCase golden)
    {
        using MultiheadAttention network = new(golden.Integer("embed_dim"), golden.Integer("heads"));
        network.LoadState(golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        Tensor query = Input("q"), key = Input("k"), value = Input("v"), output = network.Forward(query, key, value);
        golden.Check("output/attention", network.Map(query, key));
        End(golden, network, output, output.Pow(3).Mean(), ("q", query), ("k", key), ("v", value));

        Tensor Input(string name) => golden.Input(name).ToTensor(requiresGradient: true);
    }

    [GoldenCases(File, "encoder_layer_*")]
    private static void EncoderLayer(GoldenCase golden)
    {
        using TransformerEncoderLayer network = new(
            golden.Integer("d_model"), golden.Integer("nhead"), golden.Integer("dim_feedforward"), golden.Flag("norm_first"), golden.Text("activation") == "gelu", golden.Number("layer_norm_eps"));
        network.LoadState(golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        Tensor input = golden.Input("x").ToTensor(requiresGradient: true), padding = golden.Input("padding").ToTensor();
        long steps = input.Size(1);
        Tensor unseen = Tensor.Zeros([padding.Size(0), 1, 1, steps], input.Type).MaskedFill(padding.Ne(0).Unsqueeze(1).Unsqueeze(1), double.NegativeInfinity);
        Tensor later = Tensor.Zeros([steps, steps], input.Type).MaskedFill(Tensor.Ones([steps, steps]).Triu(1).Gt(0), double.NegativeInfinity);
        Tensor output = network.Forward(input, unseen) * padding.Eq(0).To(input.Type).Unsqueeze(-1);
        Tensor causal = network.Forward(input, later);
        golden.Check("output/out_causal", causal);
        End(golden, network, output, output.Pow(3).Mean() + causal.Pow(2).Mean(), ("x", input));
    }

    private static (Tensor Input, Tensor State) Begin(GoldenCase golden, Module network)
    {
        network.LoadState(golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        return (golden.Input("x").ToTensor(requiresGradient: true), golden.Input("h0").ToTensor(requiresGradient: true));
    }

    private static void End(GoldenCase golden, Module network, Tensor output, Tensor loss, params (string Name, Tensor Tensor)[] inputs)
    {
        loss.Backward();
        golden.Check("output/out", output);
        golden.Check("output/loss", loss);
        foreach ((string name, Tensor tensor) in inputs) golden.Check($"grad/{name}", tensor.Gradient);
        foreach ((string name, Tensor parameter) in network.NamedParameters()) golden.Check($"grad_weight/{name}", parameter.Gradient);
    }
}
