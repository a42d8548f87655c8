using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Shapes;
using Autodidact.Data.Text;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;
using Autodidact.Methods.Language;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Distributed;

/// <summary>
/// One, two and four processes at the same global batch compute the same loss, gradients and statistics: a mean over processes
/// where a sum belongs, batch statistics of a part, or negatives of a part would show.
/// </summary>
public sealed class WorldSizeTests
{
    private const int Batch = 8, Size = 16;

    // fp64 from the pixels on: what is left is the order of additions.
    private const double Tolerance = 1e-9;

    /// <summary>Every method there is, by the registry that recipes use.</summary>
    public static TheoryData<string> Methods => [.. OptionVariants.All<MethodOptions>().OfType<ImageMethodOptions>().Select(options => options.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Loss_and_gradients_do_not_depend_on_the_number_of_processes(string name) =>
        Compare(world => Step(world, name, chunks: 1, new ResNet18Options { Width = 4 }.Resolve(Size).Create));

    [Theory]
    [MemberData(nameof(Methods))]
    public void Nor_do_they_where_a_batch_goes_through_in_chunks(string name)
    {
        // A chunk of every process is another set of pictures than a chunk of one: the batch norm of a head would tell, and then
        // only the processes agree with each other.
        Func<World, Seen> step = world => Step(world, name, chunks: 2, () => new TwoLayers(Size));
        Seen[] two = Worlds.Run(2, step);
        AssertClose(two[0], two[1]);
        if (!two[0].Figures.Keys.Any(figure => figure.Contains("running_", StringComparison.Ordinal))) Compare(step);
    }

    [Theory]
    [InlineData(SentenceTask.None, 1)]
    [InlineData(SentenceTask.None, 2)]
    [InlineData(SentenceTask.Next, 1)]
    [InlineData(SentenceTask.Order, 2)]
    public void Nor_where_the_batch_is_text(SentenceTask sentences, int chunks)
    {
        using TemporaryFolder folder = new();
        TokenRows rows = SmallTexts.Rows(folder.Path, pairs: sentences != SentenceTask.None);
        Compare(world => Step(world, new BertOptions { Sentences = sentences, MaskingRate = 0.3 }, rows, chunks));
    }

    private static void Compare(Func<World, Seen> step)
    {
        Seen one = Worlds.Run(1, step)[0];
        foreach (int size in (int[])[2, 4])
        {
            Seen[] ranks = Worlds.Run(size, step);
            Assert.Equal(one.Samples, ranks.SelectMany(rank => rank.Samples));
            Assert.All(ranks, rank => AssertClose(one, rank));
        }
    }

    private static void AssertClose(Seen expected, Seen actual)
    {
        Assert.Equal(expected.Figures.Keys, actual.Figures.Keys);
        foreach ((string name, double[] values) in expected.Figures)
        {
            double scale = Math.Max(name.StartsWith("gradient of ", StringComparison.Ordinal) ? 1e-5 : 1e-6, values.Max(Math.Abs));        // a bias in front of a norm has a gradient of rounding alone
            for (int i = 0; i < values.Length; i++)
                Assert.True(Math.Abs(values[i] - actual.Figures[name][i]) <= Tolerance * scale, $"{name}[{i}]: {actual.Figures[name][i]} where one process has {values[i]}");
        }
    }

    private static Seen Step(World world, string name, int chunks, Func<Backbone> backbone)
    {
        ImageMethodOptions options = (ImageMethodOptions)SmallMethods.Of(name);
        backbone = SmallBackbones.WideFor(options, Size, backbone);
        using ViewLoader loader = new(new ShapesSource(new ShapesOptions { Count = 3 * Batch, Size = Size }, Split.Train), options.Plans(Size, new ViewOptions()), Share(world) with { Labels = options.ReadsLabels });
        return Step(world, chunks, loader, batch => batch.Samples, () => options.Create(backbone(), new MethodContext(3 * Batch, Batch, Seed: 3, backbone) { Classes = Enum.GetNames<ShapeKind>().Length }));
    }

    private static Seen Step(World world, BertOptions options, TokenRows rows, int chunks) => Step(world, chunks, new TokenLoader(rows, Share(world)), batch => batch.Samples, () =>
        options.Create(SmallTexts.Backbone.Resolve(rows.Tokenizer, rows.Length).Create(), new MethodContext(rows.Count, Batch, Seed: 3, () => throw new InvalidOperationException()), new TokenOptions(), rows.Tokenizer));

    private static LoaderOptions Share(World world) => new() { Batch = Batch, Threads = 1, Rank = world.Rank, Processes = world.Size };

    private static Seen Step<TBatch>(World world, int chunks, IBatches<TBatch> loader, Func<TBatch, IReadOnlyList<int>> samples, Func<Method<TBatch>> create) where TBatch : class, IBatch<TBatch>
    {
        using TensorScope scope = new();
        Method<TBatch> method;
        lock (s_generator)      // ranks are threads here, and the generator is the process's
        {
            TorchRuntime.Seed(3);
            method = Wide.Widen(create());
            method.Now = new TrainingMoment(1, 9, StepsPerEpoch: 3, Watched: true);
        }
        using (method)
        using (GradientReducer? reducer = world.Reducer([.. method.Parameters().Where(parameter => parameter.RequiresGradient)], bucketBytes: 4096))
        using (TBatch batch = loader.Epoch(0, startStep: 1).First())
        {
            Backpropagation<TBatch> backpropagation = new(method, chunks, Device.Cpu, ScalarType.Float32) { BeforeLastBackward = reducer is null ? null : reducer.Prepare };
            StepResult result = backpropagation.Run(batch);
            PendingReport report = new(1, 0, result, world, stops: false);
            Dictionary<string, double[]> figures = report.Figures.ToDictionary(figure => figure.Key, figure => new[] { figure.Value });
            foreach ((string parameter, Tensor tensor) in method.NamedParameters())
                if (tensor.Gradient is Tensor gradient) figures["gradient of " + parameter] = gradient.ToArray<double>();
            foreach ((string buffer, Tensor tensor) in method.NamedBuffers())
                figures[buffer] = tensor.To(ScalarType.Float64).ToArray<double>();
            return new([.. samples(batch)], figures);
        }
    }

    private static readonly Lock s_generator = new();

    private sealed record Seen(int[] Samples, Dictionary<string, double[]> Figures);
}
