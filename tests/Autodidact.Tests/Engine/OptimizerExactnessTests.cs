using System.Security.Cryptography;
using System.Runtime.InteropServices;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Engine;

/// <summary>
/// Training here and in Python agrees to the last bit. The values are those of torch 1.13 in Python: manual_seed(0), two linear
/// layers, cross entropy, five steps of SGD with lr=0.1, momentum=0.9, weight_decay=1e-4, nesterov=True.
/// </summary>
[Collection(EngineState.Name)]
public sealed class OptimizerExactnessTests
{
    private static readonly uint[] s_losses = [0x3FB2DD60, 0x3FB05839, 0x3FAD1592, 0x3FA94E1E, 0x3FA5436E];

    // The order in which matrix products add up, and with it the last bit, depends on the processor.
    private static readonly Dictionary<string, string> s_weights = new()
    {
        ["Haswell"] = Avx2Weights,
        ["Zen"] = Avx2Weights,
        ["SkylakeX"] = Avx512Weights,
        ["Cooperlake"] = Avx512Weights,
    };

    private const string Avx2Weights = "615d642dd7e97eb70f9b67249feb4021c2a0f852a332c8a731c4b9740fab309b";
    private const string Avx512Weights = "9535bd2ebfd2b79e6344a698ee90e57fbb15d0d58f57d821b162bffc9fd14428";

    [Fact]
    public void Five_steps_of_sgd_give_the_losses_and_weights_of_python()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(0);
        using Sequential network = new(new Linear(8, 16), new Relu(), new Linear(16, 4));
        Tensor input = Tensor.Randn([32, 8]);
        Tensor labels = Tensor.From(Enumerable.Range(0, 32).Select(i => (long)(i % 4)).ToArray());
        using Sgd optimizer = new(ParameterGroups.Together(network), learningRate: 0.1, momentum: 0.9, weightDecay: 1e-4, nesterov: true);
        float[] losses = new float[s_losses.Length];
        for (int step = 0; step < losses.Length; step++)
        {
            Tensor loss = network.Forward(input).CrossEntropyLoss(labels);
            losses[step] = loss.Item<float>();
            optimizer.ZeroGradients();
            loss.Backward();
            optimizer.Step();
        }

        Assert.All(losses.Zip(s_losses), pair => Assert.Equal(BitConverter.UInt32BitsToSingle(pair.Second), pair.First, 1e-6f));
        string products = TorchRuntime.Description.GetValueOrDefault("openblas", "");
        if (s_weights.Keys.FirstOrDefault(core => products.Contains(core, StringComparison.Ordinal)) is not { } core) return;
        Assert.Equal(s_losses, losses.Select(BitConverter.SingleToUInt32Bits));
        float[] weights = [.. network.Parameters().SelectMany(parameter => parameter.ToArray<float>())];
        Assert.Equal(s_weights[core], Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(weights.AsSpan()))));
    }
}
