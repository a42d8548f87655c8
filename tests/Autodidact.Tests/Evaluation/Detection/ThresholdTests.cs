using Autodidact.Data.Views;
using Autodidact.Evaluation.Detection;
using Xunit;

namespace Autodidact.Tests.Evaluation.Detection;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData(0.05, 19)]
    [InlineData(0.05, 64)]
    [InlineData(0.1, 100)]
    [InlineData(0.01, 150)]
    public void False_alarms_are_no_more_often_than_allowed(double rate, int held)
    {
        // Over many choices of the held-out scores, whose distribution does not matter.
        const int Trials = 400, New = 200;
        long alarms = 0, low = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            Draws draws = new(new DrawKey(11, trial, held, 0), DrawPurpose.Other);
            double[] scores = [.. Enumerable.Range(0, held).Select(_ => Score(ref draws))];
            ConformalThreshold threshold = new(scores, rate);
            for (int i = 0; i < New; i++)
            {
                double score = Score(ref draws);
                alarms += score > threshold.Value ? 1 : 0;
                low += threshold.PValue(score) <= rate ? 1 : 0;
            }
        }
        Assert.Equal(alarms, low);
        double share = (double)alarms / Trials / New;
        // What is promised is floor(rate (held + 1)) / (held + 1); four deviations of the mean over trials are less than the margin.
        double promised = Math.Floor((rate * (held + 1)) + 1e-9) / (held + 1), margin = 4 * Math.Sqrt(((promised * (1 - promised) / (held + 2)) + (promised / New)) / Trials);
        Assert.InRange(share, promised - margin, promised + margin);
        Assert.True(promised <= rate + 1e-12);

        static double Score(ref Draws draws) => -Math.Log(1 - draws.NextDouble());
    }

    [Fact]
    public void Too_few_held_out_scores_promise_nothing()
    {
        Assert.Equal([19, 99, 1, 4], [ConformalThreshold.Needed(0.05), ConformalThreshold.Needed(0.01), ConformalThreshold.Needed(0.5), ConformalThreshold.Needed(0.2)]);
        Assert.Contains("takes 19", Assert.Throws<ArgumentException>(() => new ConformalThreshold(new double[18], 0.05)).Message, StringComparison.Ordinal);
        Assert.Equal(4, new ConformalThreshold([4, 2, 3, 1], 0.2).Value);
        Assert.Equal(0.2, new ConformalThreshold([4, 2, 3, 1], 0.2).PValue(5), 1e-12);
        Assert.Equal(0.6, new ConformalThreshold([4, 2, 3, 1], 0.2).PValue(3), 1e-12);
    }

    [Fact]
    public void Parts_that_are_remembered_cover_all_and_distances_are_exact()
    {
        // Four far groups of parts, of very different sizes: a coreset of four has one of each.
        Draws draws = new(new DrawKey(2, 0, 0, 0), DrawPurpose.Other);
        int[] sizes = [300, 5, 40, 1];
        List<float> parts = [];
        for (int group = 0; group < 4; group++)
            for (int i = 0; i < sizes[group]; i++) for (int channel = 0; channel < 80; channel++) parts.Add((float)((10 * (channel % 4 == group ? 1 : 0)) + 100 + draws.Uniform(-0.1, 0.1)));
        PatchMemory memory = PatchMemory.Of([.. parts], 80, most: 4, seed: 1);
        Assert.Equal((4, 80), (memory.Count, memory.Channels));
        Assert.All(memory.Distances([.. parts]), distance => Assert.InRange(distance, 0, 2));
        PatchMemory all = PatchMemory.Of([.. parts], 80);
        Assert.All(all.Distances([.. parts]), distance => Assert.InRange(distance, 0, 0.05));
        float[] one = [.. parts.Take(80)], moved = [.. one.Select(value => value + 3)];
        Assert.Equal(3 * Math.Sqrt(80), PatchMemory.Of(one, 80).Distances(moved)[0], 1e-3);
        moved[3] = float.NaN;
        Assert.True(float.IsNaN(all.Distances(moved)[0]));
    }
}
