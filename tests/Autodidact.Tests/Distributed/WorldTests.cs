using System.Text;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Modules;
using Xunit;

namespace Autodidact.Tests.Distributed;

/// <summary>What crosses processes arrives, and its gradients are those of one process.</summary>
public sealed class WorldTests
{
    private const double Tolerance = 2e-5;

    [Fact]
    public void Everybody_has_the_sum_the_parts_and_what_rank_0_says()
    {
        (float Sum, long[] All, long Said, string Text, string[] Words)[] seen = Worlds.Run(3, world =>
        {
            using TensorScope scope = new();
            Tensor sum = Tensor.Of(world.Rank + 1), said = Tensor.From<long>([10 + world.Rank]);
            world.AllReduce(sum);
            long[] all = world.AllGather(Tensor.From<long>([world.Rank, 7])).ToArray<long>();
            world.Broadcast(said);
            string text = world.Broadcast($"from {world.Rank}");
            string[] words = [.. world.Gather(Encoding.UTF8.GetBytes(new string('x', world.Rank * 5))).Select(Encoding.UTF8.GetString)];
            return (sum.Item<float>(), all, said.Item<long>(), text, words);
        });
        Assert.All(seen, rank =>
        {
            Assert.Equal(6, rank.Sum);
            Assert.Equal([0, 7, 1, 7, 2, 7], rank.All);
            Assert.Equal(10, rank.Said);
            Assert.Equal("from 0", rank.Text);
            Assert.Equal(["", "xxxxx", "xxxxxxxxxx"], rank.Words);
        });
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(4, false)]
    [InlineData(2, true)]
    public void Gathered_rows_stand_view_by_view_and_their_gradients_are_those_of_one_process(int size, bool half)
    {
        const int views = 2, batch = 8, dimension = 3;
        float[] pixels = Numbers(views * batch * dimension, 1), weights = Numbers(views * batch * dimension, 2);
        int local = batch / size;
        (float[] Rows, float[] Gradient)[] ranks = Worlds.Run(size, world =>
        {
            using TensorScope scope = new();
            Tensor all = Tensor.From(pixels, views, batch, dimension);
            Tensor own = all.Narrow(1, world.Rank * local, local).Contiguous().Reshape([views * local, dimension]);
            own.RequiresGradient = true;
            Tensor gathered = world.GatherRows(half ? own.To(ScalarType.BFloat16) : own, views).To(ScalarType.Float32);
            // A loss of which every process computes another part: what they say is added up.
            Tensor part = Tensor.From(weights, views * batch, dimension) * (world.Rank + 1);
            (gathered.Square() * part).Sum().Backward();
            return (gathered.ToArray<float>(), own.Gradient!.ToArray<float>());
        });
        int parts = size * (size + 1) / 2;
        double tolerance = half ? 0.02 : Tolerance;
        Assert.All(ranks, rank => AssertClose(pixels, rank.Rows, tolerance));
        for (int rank = 0; rank < size; rank++)
        {
            float[] expected = [.. Enumerable.Range(0, views).SelectMany(view => Enumerable.Range(0, local * dimension).Select(i => (((view * batch) + (rank * local)) * dimension) + i)).Select(at => 2 * pixels[at] * weights[at] * parts)];
            AssertClose(expected, ranks[rank].Gradient, tolerance);
        }
    }

    [Theory]
    [InlineData(2, false, false)]
    [InlineData(4, true, false)]
    [InlineData(2, true, true)]
    public void Batch_norm_of_several_processes_is_that_of_one(int size, bool pictures, bool half)
    {
        long[] shape = pictures ? [8, 3, 4, 4] : [8, 3];
        int count = (int)shape.Aggregate(1L, (a, b) => a * b), local = 8 / size;
        float[] pixels = Numbers(count, 3), weights = Numbers(count, 4);
        (float[] Output, float[] Gradient, float[][] State)[] one = Worlds.Run(1, Forward), several = Worlds.Run(size, Forward);

        double tolerance = half ? 0.03 : Tolerance;
        AssertClose(one[0].Output, [.. several.SelectMany(rank => rank.Output)], tolerance);
        AssertClose(one[0].Gradient, [.. several.SelectMany(rank => rank.Gradient)], tolerance);
        // Gradients of scale and shift: each process has the part of its own samples.
        for (int tensor = 0; tensor < 2; tensor++)
            AssertClose(one[0].State[tensor], [.. Enumerable.Range(0, 3).Select(channel => several.Sum(rank => rank.State[tensor][channel]))], 10 * tolerance);
        Assert.All(several, rank =>
        {
            for (int tensor = 2; tensor < 5; tensor++) AssertClose(one[0].State[tensor], rank.State[tensor], half ? 1e-3 : Tolerance);
        });

        (float[], float[], float[][]) Forward(World world)
        {
            using TensorScope scope = new();
            using BatchNorm norm = new(3);
            using (NoGradient guard = new())
            {
                norm.Parameters().First().CopyInPlace(Tensor.From<float>([0.5f, 2, -1]));
                norm.Parameters().Last().CopyInPlace(Tensor.From<float>([1, 0, 0.25f]));
            }
            int rows = 8 / world.Size;
            Tensor input = Tensor.From(pixels, shape).Narrow(0, world.Rank * rows, rows).Contiguous();
            if (pictures) input = input.ChannelsLast();
            if (half) input = input.To(ScalarType.BFloat16);
            input = input.Detach();
            input.RequiresGradient = true;
            Tensor output = norm.Forward(input);
            (output.To(ScalarType.Float32) * Tensor.From(weights, shape).Narrow(0, world.Rank * rows, rows)).Sum().Backward();
            float[][] state = [.. norm.Parameters().Select(parameter => parameter.Gradient!.ToArray<float>()), .. norm.NamedBuffers().Select(buffer => buffer.Tensor.To(ScalarType.Float32).ToArray<float>())];
            return (output.ToArray<float>(), input.Gradient!.ToArray<float>(), state);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Reduced_gradients_are_the_mean_and_come_with_the_prepared_backward(int size)
    {
        (float[] Before, float[] After, int Buckets)[] ranks = Worlds.Run(size, world =>
        {
            using TensorScope scope = new();
            Tensor[] weights = [.. Enumerable.Range(0, 5).Select(i => Weight(i))];
            using GradientReducer reducer = world.Reducer(weights, bucketBytes: 40)!;
            Tensor factor = Tensor.Of(world.Rank + 1);
            Loss().Backward();
            float[] before = Gradients();
            Tensor loss = Loss();
            reducer.Prepare(loss);
            loss.Backward();
            return (before, Gradients(), reducer.Buckets);

            Tensor Loss() => weights.Take(4).Select(weight => (weight * factor).Sum()).Aggregate((a, b) => a + b);      // the last one is not used

            float[] Gradients() => [.. weights.Take(4).Select(weight => weight.Gradient!.ToArray<float>()[0])];
        });
        float mean = (size + 1) / 2f;
        for (int rank = 0; rank < size; rank++)
        {
            Assert.Equal([rank + 1, rank + 1, rank + 1, rank + 1], ranks[rank].Before);
            Assert.All(ranks[rank].After, gradient => Assert.Equal(2 * mean, gradient, 1e-5));
            Assert.True(ranks[rank].Buckets > 1);
        }

        static Tensor Weight(int index)
        {
            Tensor weight = Tensor.Full([index + 3], 1);
            weight.RequiresGradient = true;
            return weight;
        }
    }

    [Fact]
    public void What_fails_on_one_rank_ends_the_others_with_its_name()
    {
        RankLostException?[] seen = new RankLostException?[3];
        Assert.Throws<InvalidOperationException>(() => Worlds.Run(3, world =>
        {
            if (world.Rank == 1) throw new InvalidOperationException("no memory left");
            try
            {
                world.Barrier();
            }
            catch (RankLostException lost)
            {
                seen[world.Rank] = lost;
                throw;
            }
            return 0;
        }));
        Assert.Contains("Rank 1", seen[0]!.Message, StringComparison.Ordinal);
        Assert.Contains("no memory left", seen[2]!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_falls_behind_within_the_steps_is_named()
    {
        string?[] said = new string?[2];
        Worlds.Run(2, world =>
        {
            world.Barrier();
            using IDisposable? steps = world.Stepping();
            if (world.Rank == 1)
            {
                SpinWait.SpinUntil(() => world.IsLost, TimeSpan.FromSeconds(20));
                return 0;
            }
            said[0] = Assert.Throws<RankLostException>(world.Barrier).Message;
            return 0;
        }, new WorldOptions { Stall = TimeSpan.FromSeconds(2) });
        Assert.Contains("Rank 1", said[0], StringComparison.Ordinal);
        Assert.Contains("hangs", said[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RANK=3 WORLD_SIZE=2 MASTER_ADDR=a", "RANK is '3'; it must be a whole number from 0 to 1.")]
    [InlineData("WORLD_SIZE=2 MASTER_ADDR=a", "RANK is not set; it must be a whole number from 0 to 1.")]
    [InlineData("RANK=1 WORLD_SIZE=2", "MASTER_ADDR is not set; it names the machine of rank 0.")]
    [InlineData("RANK=1 WORLD_SIZE=2 MASTER_ADDR=a MASTER_PORT=x", "MASTER_PORT is 'x'; it must be a whole number from 1 to 65535.")]
    public void A_wrong_environment_is_said_in_words(string environment, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => WorldPlace.FromEnvironment(Variables(environment))).Message);

    [Fact]
    public void The_environment_of_a_launcher_says_the_place()
    {
        Assert.Equal(new WorldPlace(), WorldPlace.FromEnvironment(Variables("")));
        Assert.Equal(
            new WorldPlace { Rank = 5, Size = 8, LocalRank = 1, LocalSize = 4, Address = "node0", Port = 4000, Serves = false, Attempt = 2 },
            WorldPlace.FromEnvironment(Variables("RANK=5 WORLD_SIZE=8 LOCAL_RANK=1 LOCAL_WORLD_SIZE=4 MASTER_ADDR=node0 MASTER_PORT=4000 TORCHELASTIC_USE_AGENT_STORE=True TORCHELASTIC_RESTART_COUNT=2")));
    }

    private static Func<string, string?> Variables(string text)
    {
        Dictionary<string, string> all = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return all.GetValueOrDefault;
    }

    private static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 1)];
    }

    private static void AssertClose(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = Math.Max(1e-3, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"[{i}]: {actual[i]}, expected {expected[i]}");
    }
}
