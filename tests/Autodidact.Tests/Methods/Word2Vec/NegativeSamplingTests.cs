using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Methods.Word2Vec;
using Autodidact.Objectives;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Methods.Word2Vec;

/// <summary>One step of word2vec, and what it draws.</summary>
[Collection(EngineState.Name)]
public sealed class NegativeSamplingTests
{
    [Theory]
    [InlineData(13, 1)]
    [InlineData(13, 2)]
    [InlineData(16, 5)]
    [InlineData(100, 9)]
    [InlineData(1, 3)]
    public void A_step_goes_down_the_gradient_of_the_objective(int dimension, int negatives)
    {
        const float Rate = 0.1f;
        using TensorScope scope = new();
        TorchRuntime.Seed(3);
        Tensor hidden = Tensor.Randn([1, dimension]), contexts = Tensor.Randn([negatives + 3, dimension]);
        hidden.RequiresGradient = contexts.RequiresGradient = true;
        int[] targets = [.. Enumerable.Range(1, negatives + 1)];
        Tensor loss = SkipGram.NegativeSampling(hidden, contexts.Narrow(0, 1, 1).Unsqueeze(0), contexts.Narrow(0, 2, negatives).Unsqueeze(0).Unsqueeze(0));
        loss.Backward();

        VectorTable table = new(negatives + 4, dimension), scratch = new(2, dimension);
        float[] before = contexts.Detach().ToArray<float>();
        for (int row = 0; row < negatives + 3; row++) before.AsSpan(row * dimension, dimension).CopyTo(table.Row(row));
        hidden.Detach().ToArray<float>().CopyTo(scratch.Row(0));
        NegativeSampling step = new(table, new AliasSampler([1]), new Logistic(SigmoidKind.Exact), negatives, spare: negatives + 3);
        step.Step(ref scratch[0], ref scratch[1], targets, Rate);

        Assert.Equal(loss.ToArray<float>()[0], step.Loss, 4);
        Near(hidden.Gradient!.ToArray<float>().Select(value => -Rate * value), scratch.Row(1).ToArray());
        Near(contexts.Gradient!.ToArray<float>().Zip(before, (slope, value) => value - (Rate * slope)), table.Copy(negatives + 3));
        Assert.All(table.Row(negatives + 3).ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void The_table_is_the_logistic_function_to_less_than_a_hundredth_and_ends_at_six()
    {
        Logistic table = new(SigmoidKind.Table), exact = new(SigmoidKind.Exact);
        for (float x = -5.99f; x < 6; x += 0.01f)
        {
            Assert.Equal(exact.Of(x).Sigmoid, table.Of(x).Sigmoid, 0.0035f);
            Assert.Equal(exact.Of(x).Softplus, table.Of(x).Softplus, 0.0125f);
            Assert.Equal(1 / (1 + Math.Exp(-x)), exact.Of(x).Sigmoid, 1e-6);
        }
        Assert.Equal((1, 0), (table.Of(6).Sigmoid, table.Of(-6).Sigmoid));
        Assert.Equal(1, table.Of(MathF.BitDecrement(6)).Sigmoid, 0.0035f);
        Assert.InRange(table.Of(float.NaN).Sigmoid, 0, 1);
        Assert.Equal((1, 0), (exact.Of(200).Sigmoid, exact.Of(-200).Sigmoid));
    }

    [Theory]
    [InlineData(0.75)]
    [InlineData(0)]
    public void Negatives_are_drawn_as_often_as_the_distribution_says(double power)
    {
        const int Draws = 400_000;
        long[] counts = [10_000, 5_000, 700, 60, 5, 5, 1];
        double[] wanted = SkipGram.NegativeDistribution(counts, power);
        AliasSampler sampler = new(wanted);
        Draws draws = new(new DrawKey(1, 0, 0, 0), DrawPurpose.Other);
        int[] drawn = new int[counts.Length];
        for (int i = 0; i < Draws; i++) drawn[sampler.Draw(draws.NextBits())]++;
        double chiSquare = wanted.Select((share, i) => Math.Pow(drawn[i] - (share * Draws), 2) / (share * Draws)).Sum();
        Assert.True(chiSquare < 22.5, $"chi-square {chiSquare} of 6 degrees of freedom: above 22.5 once in a thousand times");
    }

    [Fact]
    public void Frequent_words_stay_as_often_as_the_authors_program_has_it()
    {
        // Shares 0.9, 0.0999 and 0.0001 beside 0.001: sqrt(t / f) + t / f.
        double[] keep = SkipGram.KeepProbability([9_000, 999, 1], 1e-3);
        Assert.Equal(Math.Sqrt(1e-3 / 0.9) + (1e-3 / 0.9), keep[0], 12);
        Assert.Equal(0.110060048, keep[1], 8);
        Assert.Equal(1, keep[2]);
        Assert.Equal([1, 1], SkipGram.KeepProbability([5, 1], 0));
        // Never less than the paper leaves.
        Assert.All(keep.Zip(SkipGram.DiscardProbability([9_000, 999, 1], 1e-3)), pair => Assert.True(pair.First >= 1 - pair.Second));
    }

    private static void Near(IEnumerable<float> expected, float[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
}
