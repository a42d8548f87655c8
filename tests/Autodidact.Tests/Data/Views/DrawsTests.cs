using Autodidact.Data.Views;
using Xunit;

namespace Autodidact.Tests.Data.Views;

public sealed class DrawsTests
{
    [Fact]
    public void Numbers_are_a_function_of_the_key_for_good()
    {
        // These values are part of what a seed means: a change here makes every published run irreproducible.
        Draws draws = new(new DrawKey(42, 3, 17, 1), DrawPurpose.Crop);
        Assert.Equal(0x663D1FFA492831B4UL, draws.NextBits());
        Assert.Equal(0x5A771582D9415389UL, draws.NextBits());
    }

    [Fact]
    public void Every_part_of_the_key_counts()
    {
        DrawKey key = new(42, 3, 17, 1);
        ulong[] numbers =
        [
            First(key, DrawPurpose.Crop), First(key with { Seed = 43 }, DrawPurpose.Crop), First(key with { Epoch = 4 }, DrawPurpose.Crop),
            First(key with { Sample = 18 }, DrawPurpose.Crop), First(key with { View = 0 }, DrawPurpose.Crop), First(key, DrawPurpose.Flip),
        ];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    [Fact]
    public void Neighbouring_keys_are_independent()
    {
        const int count = 40_000;
        double[] first = [.. Enumerable.Range(0, count).Select(sample => Number(new DrawKey(1, 0, sample, 0)))];
        foreach (DrawKey step in (DrawKey[])[new(0, 0, 1, 0), new(0, 1, 0, 0), new(1, 0, 0, 0), new(0, 0, 0, 1)])
        {
            double sum = 0;
            for (int i = 0; i < count; i++)
                sum += (first[i] - 0.5) * (Number(new DrawKey(1 + step.Seed, step.Epoch, i + step.Sample, step.View)) - 0.5);
            // The correlation of independent uniform numbers has a standard deviation of 1 / sqrt(count).
            Assert.InRange(12 * sum / count, -4 / Math.Sqrt(count), 4 / Math.Sqrt(count));
        }

        static double Number(DrawKey key) => new Draws(key, DrawPurpose.Other).NextDouble();
    }

    [Fact]
    public void Below_is_uniform()
    {
        int[] counts = new int[7];
        Draws draws = new(default, DrawPurpose.Other);
        for (int i = 0; i < 70_000; i++) counts[draws.Below(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 400, 10_000 + 400));
    }

    [Fact]
    public void Shuffle_is_uniform()
    {
        Dictionary<string, int> counts = [];
        for (int i = 0; i < 24_000; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            new Draws(new DrawKey(0, 0, i, 0), DrawPurpose.Order).Shuffle(items.AsSpan());
            counts[new string(items)] = counts.GetValueOrDefault(new string(items)) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1000 - 150, 1000 + 150));
    }

    [Fact]
    public void Chance_is_exact_at_its_ends()
    {
        Draws draws = new(default, DrawPurpose.Other);
        for (int i = 0; i < 1000; i++)
        {
            Assert.False(draws.Chance(0));
            Assert.True(draws.Chance(1));
        }
    }

    private static ulong First(DrawKey key, DrawPurpose purpose) => new Draws(key, purpose).NextBits();
}
