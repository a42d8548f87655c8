using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Tests.Golden;

/// <summary>Elementary layers and projector MLPs: values, gradients and running statistics.</summary>
internal static class LayersGolden
{
    private const string File = "backbone_sequence_layers";

    [GoldenCases(File, "layer_batchnorm1d_train")]
    [GoldenCases(File, "layer_batchnorm2d_train")]
    [GoldenCases(File, "layer_batchnorm1d_noaffine_train")]
    private static void BatchNormalisation(GoldenCase golden)
    {
        bool affine = golden.Weights.ContainsKey("weight");
        using BatchNorm module = new(golden.Weight("running_mean").Shape[0], affine, golden.Number("momentum", otherwise: 0.1), golden.Number("eps"));
        Check(golden, module, module.Forward, MeanCube);
    }

    [GoldenCases(File, "layer_conv2d_stride_pad_dilation")]
    private static void Convolution(GoldenCase golden)
    {
        long[] shape = golden.Weight("weight").Shape;
        using Convolution2d module = new(shape[1], shape[0], shape[2], golden.Integer("stride"), golden.Integer("padding"));
        Check(golden, module, module.Forward, MeanCube);
    }

    [GoldenCases(File, "layer_conv2d_groups_dilated")]
    private static void GroupedConvolution(GoldenCase golden)
    {
        long[] padding = [golden.Integer("padding"), golden.Integer("padding")], dilation = [golden.Integer("dilation"), golden.Integer("dilation")];
        CheckFunction(golden, (x, w) => x.Conv2d(w["weight"], w["bias"], [1, 1], padding, dilation, golden.Integer("groups")));
    }

    [GoldenCases(File, "layer_layernorm")]
    private static void LayerNormalisation(GoldenCase golden) =>
        CheckFunction(golden, (x, w) => x.LayerNorm([x.Size(-1)], w["weight"], w["bias"], golden.Number("eps")));

    [GoldenCases(File, "layer_groupnorm")]
    private static void GroupNormalisation(GoldenCase golden) =>
        CheckFunction(golden, (x, w) => x.GroupNorm(golden.Integer("groups"), w["weight"], w["bias"], golden.Number("eps")));

    [GoldenCases(File, "layer_conv1d")]
    private static void ConvolutionOfSequences(GoldenCase golden)
    {
        long[] stride = [golden.Integer("stride")], padding = [golden.Integer("padding")];
        CheckFunction(golden, (x, w) => x.Conv1d(w["weight"], w["bias"], stride, padding));
    }

    [GoldenCases(File, "layer_conv_transpose2d")]
    private static void TransposedConvolution(GoldenCase golden)
    {
        long[] Square(string name) => [golden.Integer(name), golden.Integer(name)];
        CheckFunction(golden, (x, w) => x.ConvTranspose2d(w["weight"], w["bias"], Square("stride"), Square("padding"), Square("output_padding")));
    }

    [GoldenCases(File, "layer_upsample_bilinear")]
    [GoldenCases(File, "layer_upsample_bicubic")]
    private static void Enlarged(GoldenCase golden)
    {
        long[] size = [.. golden.Expected("output/out").Shape[2..]];
        CheckFunction(golden, (x, _) => golden.Name.EndsWith("bilinear", StringComparison.Ordinal) ? x.UpsampleBilinear2d(size, alignCorners: false) : x.UpsampleBicubic2d(size, alignCorners: false));
    }

    [GoldenCases(File, "layer_weight_norm_linear")]
    private static void WeightNormalisation(GoldenCase golden)
    {
        long[] shape = golden.Weight("weight_v").Shape;
        using WeightNormLinear module = new(shape[1], shape[0], learnsLength: true);
        Check(golden, module, module.Forward, MeanCube);
    }

    [GoldenCases(File, "layer_elu")]
    private static void Elu(GoldenCase golden) => CheckFunction(golden, (x, _) => x.Elu());

    [GoldenCases(File, "layer_softplus")]
    private static void Softplus(GoldenCase golden) => CheckFunction(golden, (x, _) => x.Softplus());

    [GoldenCases(File, "layer_gelu_erf")]
    private static void Gelu(GoldenCase golden) => CheckFunction(golden, (x, _) => x.Gelu());

    [GoldenCases(File, "layer_gelu_tanh")]
    private static void GeluByTanh(GoldenCase golden) => CheckFunction(golden, (x, _) => x.Gelu("tanh"u8));

    [GoldenCases(File, "layer_silu")]
    private static void Silu(GoldenCase golden) => CheckFunction(golden, (x, _) => x.Silu());

    [GoldenCases(File, "layer_maxpool2d")]
    private static void LargestOfWindow(GoldenCase golden)
    {
        long[] kernel = Square("kernel"), stride = Square("stride"), padding = Square("padding");
        CheckFunction(golden, (x, _) => x.MaxPool2d(kernel, stride, padding));
        long[] Square(string name) => [golden.Integer(name), golden.Integer(name)];
    }

    [GoldenCases(File, "layer_avgpool2d")]
    private static void MeanOfWindow(GoldenCase golden)
    {
        long kernel = golden.Integer("kernel");
        CheckFunction(golden, (x, _) => x.AvgPool2d([kernel, kernel]));
    }

    [GoldenCases(File, "layer_adaptive_avgpool2d")]
    private static void MeanOfAdaptiveWindow(GoldenCase golden)
    {
        long[] size = [.. golden.Text("output").Split('x').Select(long.Parse)];
        CheckFunction(golden, (x, _) => x.AdaptiveAvgPool2d(size));
    }

    [GoldenCases(File, "projector_simclr_mlp")]
    [GoldenCases(File, "projector_simsiam_mlp")]
    [GoldenCases(File, "predictor_byol_mlp")]
    private static void Projector(GoldenCase golden)
    {
        using Sequential module = new(Layers(golden).ToArray());
        Check(golden, module, module.Forward, MeanCubeOfDirection);
    }

    /// <summary>A case's weights say which layers it has: matrices are linear, running statistics batch norm, and the gaps rectifiers.</summary>
    private static IEnumerable<Layer> Layers(GoldenCase golden)
    {
        int count = golden.Weights.Keys.Max(name => int.Parse(name.Split('.')[0])) + 1;
        for (int index = 0; index < count; index++)
        {
            bool Has(string name) => golden.Weights.ContainsKey($"{index}.{name}");
            if (Has("running_mean")) yield return new BatchNorm(golden.Weight($"{index}.running_mean").Shape[0], affine: Has("weight"));
            else if (Has("weight")) yield return new Linear(golden.Weight($"{index}.weight").Shape[1], golden.Weight($"{index}.weight").Shape[0], bias: Has("bias"));
            else yield return new Relu();
        }
    }

    private static void CheckFunction(GoldenCase golden, Func<Tensor, IReadOnlyDictionary<string, Tensor>, Tensor> function)
    {
        Dictionary<string, Tensor> weights = golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor(requiresGradient: true));
        CheckCall(golden, x => function(x, weights), MeanCube);
        foreach ((string name, Tensor weight) in weights) golden.Check($"grad_weight/{name}", weight.Gradient);
    }

    [GoldenCases("classic_energy_text_gan", "pixelcnn_mask_A_#")]
    [GoldenCases("classic_energy_text_gan", "pixelcnn_mask_B_#")]
    private static void MaskedConvolution(GoldenCase golden)
    {
        using MaskedConvolution2d layer = new(golden.Integer("in_channels"), golden.Integer("out_channels"), golden.Integer("kernel"), seesCentre: golden.Text("mask_type") == "B", bias: false);
        golden.Check("output/mask", layer.NamedBuffers().Single().Tensor);
        layer.LoadState(golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        CheckCall(golden, layer.Forward, MeanCube);
    }

    [GoldenCases("classic_energy_text_gan", "pixelcnn_receptive_field")]
    private static void ReceptiveField(GoldenCase golden)
    {
        long size = golden.Integer("size");
        double[] position = golden.Numbers("position");
        Tensor input = Tensor.Zeros([1, 1, size, size]), output = input;
        input.RequiresGradient = output.RequiresGradient = true;
        foreach (double kernel in golden.Numbers("kernels"))
        {
            MaskedConvolution2d layer = new(1, 1, (long)kernel, seesCentre: output != input, bias: false);
            using (NoGradient guard = new()) layer.Parameters().Single().FillInPlace(1);
            output = layer.Forward(output);
        }
        output.Select(2, (long)position[0]).Select(2, (long)position[1]).Sum().Backward();
        golden.Check("output/dependence", input.Gradient!.Reshape([size, size]).Gt(0).To(ScalarType.Float32));
    }

    private static void Check(GoldenCase golden, Module module, Func<Tensor, Tensor> forward, Func<Tensor, Tensor> loss)
    {
        module.LoadState(golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        module.Train();
        CheckCall(golden, forward, loss);
        foreach ((string name, Tensor parameter) in module.NamedParameters()) golden.Check($"grad_weight/{name}", parameter.Gradient);
        foreach ((string name, Tensor buffer) in module.NamedBuffers())
        {
            if (golden.Expects($"state_after/{name}")) golden.Check($"state_after/{name}", buffer);
        }
    }

    private static void CheckCall(GoldenCase golden, Func<Tensor, Tensor> forward, Func<Tensor, Tensor> lossOf)
    {
        Tensor input = golden.Input("x").ToTensor(requiresGradient: true);
        Tensor output = forward(input);
        Tensor loss = lossOf(output);
        loss.Backward();
        golden.Check("output/out", output);
        golden.Check("output/loss", loss);
        golden.Check("grad/x", input.Gradient);
    }

    private static Tensor MeanCube(Tensor output) => output.Pow(3).Mean();

    private static Tensor MeanCubeOfDirection(Tensor output) => MeanCube(output / output.LinalgVectorNorm(2, [1], keepdim: true));
}
