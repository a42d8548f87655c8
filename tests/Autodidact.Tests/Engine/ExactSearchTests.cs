using Autodidact.Engine;
using Autodidact.Engine.Search;
using Xunit;

namespace Autodidact.Tests.Engine;

public sealed class ExactSearchTests
{
    [Theory]
    [InlineData(5, 30, 3, 4)]       // Few queries are searched one by one,
    [InlineData(64, 300, 17, 150)]  // many by matrix products, with a heap or, for large k, a reservoir.
    [InlineData(64, 300, 17, 300)]
    public void It_finds_what_sorting_all_products_finds(int queries, int vectors, int dimension, int k)
    {
        TorchRuntime.Seed(3);
        using TensorScope scope = new();
        Tensor query = Tensor.Randn([queries, dimension]), vector = Tensor.Randn([vectors, dimension]);
        (Tensor scores, Tensor ids) = query.Matmul(vector.T()).Topk(k);
        Neighbours found = ExactSearch.Find(query.AsSpan<float>(), vector.AsSpan<float>(), dimension, k);
        Assert.Equal(ids.ToArray<long>(), found.Ids);
        Assert.All(scores.ToArray<float>().Zip(found.Scores), pair => Assert.Equal(pair.First, pair.Second, 4));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_it_reaches_native_code()
    {
        Assert.Throws<ArgumentException>(() => ExactSearch.Find(new float[7], new float[8], 2, 1));
        Assert.Throws<ArgumentException>(() => ExactSearch.Find(new float[8], new float[7], 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactSearch.Find(new float[8], new float[8], 2, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactSearch.Find(new float[8], new float[8], 0, 1));
        Assert.Equal(0, ExactSearch.Find([], new float[8], 2, 1).Queries);
    }

    [Fact]
    public void The_thread_count_of_tensors_stays_as_it_was()
    {
        int before = TorchRuntime.Threads;
        ExactSearch.Find(new float[64], new float[64], 2, 3, threads: 1);
        Assert.Equal(before, TorchRuntime.Threads);
        Assert.Matches(@"^\d+\.\d+\.\d+$", ExactSearch.Version);
    }
}
