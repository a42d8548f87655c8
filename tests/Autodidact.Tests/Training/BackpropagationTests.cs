using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>A batch in chunks has the gradients of the whole batch, in the memory of one chunk.</summary>
public sealed class BackpropagationTests : IDisposable
{
    private const int Size = 8, Pictures = 32;

    private readonly TensorScope _scope = new();
    private readonly ViewLoader _loader;
    private readonly ImageViews _batch;

    public BackpropagationTests()
    {
        _loader = Loader(Pictures, Size);
        _batch = _loader.Epoch(0).First();
    }

    public void Dispose()
    {
        _batch.Dispose();
        _loader.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void Without_batch_norm_they_are_those_of_one_batch(int chunks)
    {
        using SimClr method = Method(new TwoLayers(Size));
        (StepResult whole, double[][] wanted) = Run(method, 1);
        (StepResult parts, double[][] found) = Run(method, chunks);
        AssertClose(wanted, found, 1e-13);
        Assert.Equal(whole.Loss.Item<double>(), parts.Loss.Item<double>(), 1e-13);
        Assert.Equal(whole.Report.Select(measure => measure.Name), parts.Report.Select(measure => measure.Name));
        Assert.All(whole.Report.Zip(parts.Report), both => Assert.Equal(both.First.Value.Item<double>(), both.Second.Value.Item<double>(), 1e-13));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void With_batch_norm_they_are_those_of_the_chunks_in_one_graph(int chunks)
    {
        using SimClr method = Method(new ResNet18Options { Width = 4 }.Resolve(Size).Create()), other = Method(new ResNet18Options { Width = 4 }.Resolve(Size).Create());
        other.LoadState(method.NamedState().ToDictionary(entry => entry.Name, entry => entry.Tensor));
        double[][] found = Run(method, chunks).Gradients, wanted = OneGraph(other, chunks);
        AssertClose(wanted, found, 1e-11);
        // Moved once a chunk, not twice.
        Assert.Equal(Values(other.NamedBuffers().Select(buffer => buffer.Tensor)), Values(method.NamedBuffers().Select(buffer => buffer.Tensor)));
        Assert.All(method.NamedBuffers().Where(buffer => buffer.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal)), buffer => Assert.Equal(chunks, buffer.Tensor.Item<long>()));
        Assert.DoesNotContain(found, gradient => gradient.All(value => value == 0));
    }

    [Fact]
    public void Dropout_drops_the_same_in_both_passes()
    {
        using SimClr method = Method(new TwoLayers(Size, dropout: 0.5));
        TorchRuntime.Seed(3);
        double[][] wanted = OneGraph(method, 4);
        byte[] after = TorchRuntime.GetGeneratorState();
        TorchRuntime.Seed(3);
        double[][] found = Run(method, 4).Gradients;
        AssertClose(wanted, found, 1e-13);
        Assert.Equal(after, TorchRuntime.GetGeneratorState());
        Assert.NotEqual(wanted[0], OneGraph(method, 4)[0]);       // another draw is another gradient
    }

    [Fact]
    public void Weights_that_autocast_has_cast_still_get_gradients()
    {
        using SimClr method = new(new SimClrOptions { EmbeddingSize = 8 }, new TwoLayers(Size));
        double[][] wanted = OneGraph(method, 4, ScalarType.BFloat16), found = Run(method, 4, ScalarType.BFloat16).Gradients;
        AssertClose(wanted, found, 0.02);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void The_last_backward_is_announced_once_when_all_others_are_done(int chunks)
    {
        using SimClr method = Method(new TwoLayers(Size));
        List<bool> hadGradients = [];
        new Backpropagation<ImageViews>(method, chunks, Device.Cpu, ScalarType.Float32) { BeforeLastBackward = _ => hadGradients.Add(method.Parameters().All(parameter => parameter.Gradient is not null)) }.Run(_batch);
        Assert.Equal([chunks > 1], hadGradients);
        Assert.Throws<ArgumentException>(() => Run(method, 5));
    }

    [Fact]
    public void Memory_is_that_of_one_chunk()
    {
        const int Chunks = 8;
        using ViewLoader loader = Loader(64, 16), few = Loader(64 / Chunks, 16);
        using ImageViews large = loader.Epoch(0).First(), small = few.Epoch(0).First();
        using SimClr method = new(new SimClrOptions(), new ResNet18Options { Width = 8 }.Resolve(16).Create());
        long chunk = Peak(method, small, 1), chunks = Peak(method, large, Chunks), whole = Peak(method, large, 1);
        Assert.True(chunks < 1.3 * chunk, $"{chunks:N0} bytes in {Chunks} chunks; one alone takes {chunk:N0}");
        Assert.True(whole > 3 * chunk, $"{whole:N0} bytes in one, {chunk:N0} for a chunk: too small to tell");
    }

    [Fact]
    public void A_part_holds_its_pictures_in_all_views()
    {
        using ImageViews part = _batch.Part(6, 4);
        Assert.Equal((2, 4, Size), (part.Views, part.Batch, part.Size));
        Assert.Equal(_batch.Samples.Skip(6).Take(4), part.Samples);
        Assert.True(part.AllViews.IsChannelsLast);
        for (int view = 0; view < 2; view++)
            Assert.Equal(_batch.AllViews.Narrow(0, (view * Pictures) + 6, 4).ToArray<float>(), part.AllViews.Narrow(0, view * 4, 4).ToArray<float>());
        Assert.Throws<ArgumentOutOfRangeException>(() => _batch.Part(30, 3));
    }

    private static SimClr Method(Backbone backbone) => Wide.Widen(new SimClr(new SimClrOptions { EmbeddingSize = 8, HeadBatchNorm = backbone is not TwoLayers }, new Wide(backbone)));

    private static ViewLoader Loader(int pictures, int size)
    {
        ViewPlan plan = ViewPlan.SimClr(size, new ViewOptions { Size = size });
        return new ViewLoader(DataSources.Open($"shapes:count={pictures},size={size}"), [plan, plan], new LoaderOptions { Batch = pictures, Threads = 1, QueueLength = 1 });
    }

    private (StepResult Result, double[][] Gradients) Run(SimClr method, int chunks, ScalarType precision = ScalarType.Float32)
    {
        StepResult result = new Backpropagation<ImageViews>(method, chunks, Device.Cpu, precision).Run(_batch);
        return (result, TakeGradients(method));
    }

    /// <summary>What chunks are to give: all chunks forwarded one after the other, and one backward through all of them.</summary>
    private double[][] OneGraph(SimClr method, int chunks, ScalarType precision = ScalarType.Float32)
    {
        IEmbeddingMethod<ImageViews> steps = method;
        int samples = Pictures / chunks;
        Tensor[] embedded = new Tensor[chunks];
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            using ImageViews part = _batch.Part(chunk * samples, samples);
            using Autocast autocast = new(Device.Cpu, precision);
            embedded[chunk] = steps.Embed(part).Rows;
        }
        Tensor[] views = [.. Enumerable.Range(0, 2).Select(view => Ops.Cat([.. embedded.Select(rows => rows.Narrow(0, view * samples, samples))]))];
        steps.Compare(Ops.Cat(views), _batch).Loss.Backward();
        return TakeGradients(method);
    }

    private static long Peak(SimClr method, ImageViews batch, int chunks)
    {
        TorchRuntime.ResetPeakMemory();
        long before = TorchRuntime.Memory.LiveBytes;
        using (new TensorScope())
            new Backpropagation<ImageViews>(method, chunks, Device.Cpu, ScalarType.Float32).Run(batch);
        TakeGradients(method);
        return TorchRuntime.Memory.PeakBytes - before;
    }

    private static double[][] TakeGradients(SimClr method)
    {
        double[][] gradients = [.. method.Parameters().Select(parameter => parameter.Gradient!.ToArray<double>())];
        foreach (Tensor parameter in method.Parameters())
            parameter.Gradient = null;
        return gradients;
    }

    private static double[] Values(IEnumerable<Tensor> tensors) => [.. tensors.SelectMany(tensor => tensor.ToArray<double>())];

    /// <summary>Each gradient within a share of its own largest number, or of the largest of all where it is nothing but rounding.</summary>
    private static void AssertClose(double[][] wanted, double[][] found, double tolerance)
    {
        double all = wanted.SelectMany(gradient => gradient).Max(Math.Abs);
        Assert.Equal(wanted.Length, found.Length);
        for (int i = 0; i < wanted.Length; i++)
        {
            double allowed = tolerance * Math.Max(wanted[i].Max(Math.Abs), 0.01 * all);
            Assert.All(wanted[i].Zip(found[i]), pair => Assert.Equal(pair.First, pair.Second, allowed));
        }
    }
}
