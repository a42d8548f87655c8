using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Methods;
using Autodidact.Methods.Masked;
using Autodidact.Models.Transformers;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Models;

/// <summary>What BEiT's relative positions add to attention, against the distances themselves.</summary>
[Collection(EngineState.Name)]
public sealed class RelativePositionsTests
{
    private const int Grid = 3, Heads = 2, Width = 8, Tokens = 1 + (Grid * Grid), Entries = (((2 * Grid) - 1) * ((2 * Grid) - 1)) + 3;

    [Fact]
    public void Attention_adds_what_the_table_has_for_each_distance()
    {
        using TensorScope scope = new();
        using SelfAttention relative = new(Width, Heads, grid: Grid), plain = new(Width, Heads);
        Tensor table = Tensor.Randn([Entries, Heads]), tokens = Tensor.Randn([2, Tokens, Width]);
        relative.LoadState(plain.NamedState().Append(new("relative_position_bias_table", table)).ToDictionary(entry => entry.Name, entry => entry.Tensor));

        float[] values = table.ToArray<float>();
        float[] bias = new float[Heads * Tokens * Tokens];
        for (int head = 0; head < Heads; head++)
            for (int from = 0; from < Tokens; from++)
                for (int to = 0; to < Tokens; to++)
                    bias[(((head * Tokens) + from) * Tokens) + to] = values[(Entry(from, to) * Heads) + head];
        Tensor direct = Tensor.From(bias, 1, Heads, Tokens, Tokens);

        RelativePlaces places = RelativePlaces.Of(Grid, Grid, leading: 1, Device.Cpu);
        AssertClose(plain.Forward(tokens, direct), relative.Forward(tokens, places: places));
        AssertClose(plain.Map(tokens, direct), relative.Map(tokens, places: places));
        Tensor more = Tensor.Randn([2, 1, 1, Tokens]);
        AssertClose(plain.Forward(tokens, direct + more), relative.Forward(tokens, more, places));
        Assert.Throws<ArgumentException>(() => relative.Forward(tokens));

        // Row by row of the distance in rows, within it by that in columns; then class token to patch, patch to class token, class token to itself.
        static int Entry(int from, int to) => (from, to) switch
        {
            (0, 0) => Entries - 1,
            (0, _) => Entries - 3,
            (_, 0) => Entries - 2,
            _ => ((((from - 1) / Grid) - ((to - 1) / Grid) + Grid - 1) * ((2 * Grid) - 1)) + (((from - 1) % Grid) - ((to - 1) % Grid) + Grid - 1),
        };
    }

    [Fact]
    public void Every_block_has_a_table_of_its_own_and_no_position_is_added()
    {
        using VisionTransformer network = Network();
        string[] names = [.. network.NamedParameters().Select(parameter => parameter.Name)];
        Assert.All(["blocks.0.attn.relative_position_bias_table", "blocks.1.attn.relative_position_bias_table"], name => Assert.Contains(name, names));
        Assert.DoesNotContain("pos_embed", names);
        Assert.Equal([(7L * 7) + 3, 2], network.NamedParameters().Single(parameter => parameter.Name == "blocks.1.attn.relative_position_bias_table").Tensor.Shape);
    }

    [Fact]
    public void No_distance_counts_at_first()
    {
        using VisionTransformer network = Network();
        AllZero(network, 2);
        using TransformerBlock block = network.NewBlock();
        AllZero(block, 1);
        using Mae mae = new(new MaeOptions { DecoderWidth = 16, DecoderHeads = 2 }, Network(), new MethodContext(8, 8, Seed: 1, () => throw new InvalidOperationException()));
        AllZero(mae, 2);

        static void AllZero(Module module, int tables)
        {
            NamedTensor[] found = [.. Tables(module)];
            Assert.Equal(tables, found.Length);
            Assert.All(found, table => Assert.All(table.Tensor.ToArray<float>(), value => Assert.Equal(0, value)));
        }
    }

    [Fact]
    public void Patches_keep_their_places_in_whatever_order_they_come()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        using VisionTransformer network = Network();
        foreach ((_, Tensor table) in Tables(network)) table.NormalInPlace(0, 1);
        Tensor images = Tensor.Rand([2, 3, 16, 16]), order = Tensor.Rand([2, 16]).Argsort(1);
        Tensor shuffled = network.Context(images, order, Tensor.Zeros([1, 1, 1, 2 + 16]));
        AssertClose(PatchMask.At(network.PatchTokens(images), order), shuffled);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    public void Distances_between_those_of_the_table_are_interpolated(int size)
    {
        using TensorScope scope = new();
        using VisionTransformer network = Network();
        Assert.Equal([1L, 16], network.Forward(Tensor.Rand([1, 3, size, size])).Shape);
        // A table that is the same everywhere stays so.
        Tensor same = RelativePlaces.Of(size / 4, size / 4, 1, Device.Cpu).Bias(Tensor.Full([(7L * 7) + 3, 2], 0.5));
        Assert.All(same.ToArray<float>(), value => Assert.Equal(0.5f, value, 1e-5f));
    }

    private static IEnumerable<NamedTensor> Tables(Module module) => module.NamedParameters().Where(parameter => parameter.Name.EndsWith("relative_position_bias_table", StringComparison.Ordinal));

    private static VisionTransformer Network() => (VisionTransformer)(SmallBackbones.Transformer with { Positions = Positions.Relative, Registers = 1 }).Resolve(16).Create();

    private static void AssertClose(Tensor expected, Tensor actual) =>
        Assert.All(expected.ToArray<float>().Zip(actual.ToArray<float>()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
}
