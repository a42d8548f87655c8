using Autodidact.Engine;
using Autodidact.Methods.Memories;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>What queues and memory banks hold after some steps.</summary>
[Collection(EngineState.Name)]
public sealed class MemoriesTests
{
    [Fact]
    public void A_queue_replaces_its_oldest_keys_and_goes_on_at_the_beginning()
    {
        using TensorScope scope = new();
        using KeyQueue queue = new(Tensor.Eye(5));
        queue.Push(Axis(-1, 0, 1, 2));
        Assert.Equal(3, queue.Next.Item<long>());
        queue.Push(Axis(2, 4, 3, 0));

        Assert.Equal(1, queue.Next.Item<long>());
        Assert.Equal(Axis(1, 0).ToArray<float>(), queue.Keys.Select(0, 0).ToArray<float>());
        Assert.Equal(Axis(1, 4, 3).ToArray<float>(), queue.Keys.Narrow(0, 3, 2).ToArray<float>());
        Assert.Equal(Axis(-1, 1, 2).ToArray<float>(), queue.Keys.Narrow(0, 1, 2).ToArray<float>());
    }

    [Fact]
    public void Of_more_keys_than_a_queue_holds_the_last_remain()
    {
        using TensorScope scope = new();
        using KeyQueue queue = new(Tensor.Eye(5).Narrow(0, 0, 2).Clone());
        queue.Push(Axis(1, 0, 1, 2, 3, 4));
        Assert.Equal(Axis(1, 3, 4).ToArray<float>(), queue.Keys.ToArray<float>());
    }

    [Fact]
    public void A_sample_is_told_from_others_and_never_from_itself()
    {
        using TensorScope scope = new();
        long[][] drawn = [.. Candidates.Draw(Tensor.From([0L, 2, 4]), 400, 5, seed: 1, step: 2).ToArray<long>().Chunk(401)];
        Assert.Equal([0L, 2, 4], drawn.Select(row => row[0]));
        Assert.All(drawn, row => Assert.Equal(Enumerable.Range(0, 5).Select(i => (long)i).Except([row[0]]), row.Skip(1).Distinct().Order()));
        Assert.Equal([0L, 1, 1], Candidates.Draw(Tensor.From([0L], 1), 2, 2, seed: 1, step: 2).ToArray<long>());
    }

    [Fact]
    public void Similarities_are_the_same_by_either_way()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(2);
        using MemoryBank bank = new(40, 4, 0.5);
        Tensor rows = Tensor.Randn([3, 4]), many = Tensor.From([.. Enumerable.Range(0, 60).Select(i => (long)(i * 7 % 40))], 3, 20);
        Tensor expected = bank.Rows.IndexSelect(0, many.Flatten()).Reshape([3, 20, 4]).Matmul(rows.Unsqueeze(2)).Squeeze(2);
        Assert.True((expected - bank.Similarities(rows, many)).Abs().Max().Item<double>() < 1e-6);
        Assert.True((expected.Narrow(1, 0, 2) - bank.Similarities(rows, many.Narrow(1, 0, 2))).Abs().Max().Item<double>() < 1e-6);
    }

    [Fact]
    public void A_step_that_is_computed_twice_is_remembered_once()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(2);
        using InstanceMemory memory = new(new MemoryBank(10, 4, 0.5), InstanceContrast.Nce, 0.1);
        Tensor rows = Tensor.Randn([2, 4]), candidates = Tensor.From([3L, 1, 2, 4, 9, 8], 2, 3), own = Tensor.From([3L, 4]);
        Tensor before = memory.Bank.Rows.Clone(), first = memory.Scores(memory.Logits(rows, candidates));
        memory.Remember(own, rows);
        Tensor second = memory.Scores(memory.Logits(rows, candidates));
        memory.Remember(own, rows);

        Assert.Equal(first.ToArray<float>(), second.ToArray<float>());
        Assert.Equal(before.ToArray<float>(), memory.Bank.Rows.ToArray<float>());
        Assert.True(memory.Normalizer.Item<double>() < 0);
        memory.AfterStep();
        double normalizer = memory.Normalizer.Item<double>();
        Assert.True(normalizer > 0);
        Assert.NotEqual(before.ToArray<float>(), memory.Bank.Rows.ToArray<float>());
        Assert.Equal(before.Select(0, 5).ToArray<float>(), memory.Bank.Rows.Select(0, 5).ToArray<float>());

        memory.Scores(memory.Logits(rows, candidates));
        memory.Remember(own, rows);
        memory.AfterStep();
        Assert.Equal(normalizer, memory.Normalizer.Item<double>());
    }

    // Rows along axes, of the length and sign of a factor.
    private static Tensor Axis(double factor, params long[] axes) => Tensor.Eye(5).IndexSelect(0, Tensor.From(axes).Reshape([axes.Length])) * factor;
}
