using Autodidact.Engine;
using Autodidact.Objectives;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Objectives;

/// <summary>What losses are where nothing is told apart, and what must not change them.</summary>
[Collection(EngineState.Name)]
public sealed class ContrastiveTests
{
    [Fact]
    public void Nothing_told_apart_costs_the_logarithm_of_all_others()
    {
        using TensorScope scope = new();
        Tensor equal = Tensor.Ones([2 * 8, 3]);
        Assert.Equal(Math.Log((2 * 8) - 1), Contrastive.NtXent(equal, 2, 0.1).Item<double>(), 1e-5);
    }

    [Fact]
    public void Length_of_embeddings_and_order_of_samples_do_not_matter()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(4);
        Tensor embeddings = Tensor.Randn([6, 4], ScalarType.Float64);
        double loss = Contrastive.NtXent(embeddings, 2, 0.3).Item<double>();
        Tensor permuted = embeddings.IndexSelect(0, Tensor.From([2L, 0, 1, 5, 3, 4]));

        Assert.Equal(loss, Contrastive.NtXent(embeddings * 7.5, 2, 0.3).Item<double>(), 1e-12);
        Assert.Equal(loss, Contrastive.NtXent(permuted, 2, 0.3).Item<double>(), 1e-12);
    }

    [Fact]
    public void Low_precision_embeddings_are_compared_in_fp32()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(5);
        Tensor embeddings = Tensor.Randn([8, 16]).To(ScalarType.BFloat16);
        double expected = Contrastive.NtXent(embeddings.To(ScalarType.Float32), 2, 0.1).Item<double>();
        using Autocast guard = new(Device.Cpu, ScalarType.BFloat16);
        Tensor loss = Contrastive.NtXent(embeddings, 2, 0.1);

        Assert.Equal(ScalarType.Float32, loss.Type);
        Assert.Equal(expected, loss.Item<double>(), 1e-6);
    }

    [Fact]
    public void Embeddings_that_are_no_whole_number_of_samples_are_refused()
    {
        using TensorScope scope = new();
        Assert.Contains("5 embeddings", Assert.Throws<ArgumentException>(() => Contrastive.NtXent(Tensor.Randn([5, 4]), 2, 0.1)).Message, StringComparison.Ordinal);
    }
}
