using Autodidact.Evaluation.Metrics;
using Autodidact.Tests.Embeddings.Maps;
using Autodidact.Tests.Golden;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class NeighbourhoodsTests
{
    [Fact]
    public void A_map_of_itself_keeps_all_and_one_of_chance_about_half()
    {
        float[] values = MapData.Clouds(1, 600, 2, apart: 0), other = [.. values.Reverse()];
        Neighbourhoods same = Neighbourhoods.Measure(values, 2, values, 10), chance = Neighbourhoods.Measure(values, 2, other, 10);
        Assert.Equal((1, 1, 10, 600), (same.Trustworthiness, same.Continuity, same.Neighbours, same.Rows));
        Assert.InRange(chance.Trustworthiness, 0.4, 0.6);
        Assert.InRange(chance.Continuity, 0.4, 0.6);
    }

    [Fact]
    public void It_is_what_its_definition_says_copies_among_them()
    {
        (float[] values, float[] places) = (MapData.Clouds(4, 30, 5, apart: 2), MapData.Clouds(4, 30, 2, apart: 2));
        for (int row = 20; row < 32; row++) values.AsSpan(0, 5).CopyTo(values.AsSpan(row * 5));
        // Quarters have exact squares, so that copies lie exactly as far.
        for (int i = 0; i < values.Length; i++) values[i] = MathF.Round(4 * values[i]) / 4;
        foreach (int k in (int[])[1, 7, 40])
        {
            Neighbourhoods kept = Neighbourhoods.Measure(values, 5, places, k, threads: 3);
            Assert.Equal(NeighbourhoodsByHand.Of(places, 2, values, 5, k).Mean, kept.Trustworthiness, 1e-9);
            Assert.Equal(NeighbourhoodsByHand.Of(values, 5, places, 2, k).Mean, kept.Continuity, 1e-9);
        }
    }

    [Fact]
    public void Some_rows_speak_for_all()
    {
        (float[] values, float[] places) = (MapData.Clouds(4, 300, 5, apart: 2), new float[2400]);
        for (int row = 0; row < 1200; row++) (places[2 * row], places[(2 * row) + 1]) = (values[5 * row], values[(5 * row) + 1]);
        Neighbourhoods all = Neighbourhoods.Measure(values, 5, places, 12), some = Neighbourhoods.Measure(values, 5, places, 12, most: 400);
        Assert.Equal(400, some.Rows);
        Assert.InRange(some.Trustworthiness - all.Trustworthiness, -0.02, 0.02);
        Assert.Throws<ArgumentOutOfRangeException>(() => Neighbourhoods.Measure(values, 5, places, 600));
        Assert.Throws<ArgumentException>(() => Neighbourhoods.Measure(values, 5, places.AsMemory(2), 10));
    }
}
