using Autodidact.Data.Views;
using Autodidact.Embeddings.Components;
using Autodidact.Tests.Embeddings.Maps;
using Xunit;

namespace Autodidact.Tests.Embeddings.Components;

public sealed class ComponentsTests
{
    [Fact]
    public void Both_ways_to_principal_components_lead_to_the_same()
    {
        float[] values = MapData.Clouds(3, 40, 7, apart: 3);
        Pca rows = Pca.Fit(values, 7, 5), covariance = Pca.Fit(values, 7, 5, mostWork: 0);
        Assert.All(rows.ExplainedVariance.Zip(covariance.ExplainedVariance), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.All(rows.Components.Zip(covariance.Components), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pca.Fit(values, 7, 8));
        Assert.Throws<ArgumentException>(() => Pca.Fit(values.AsSpan(0, 7), 7, 1));
    }

    [Fact]
    public void Whitened_rows_vary_alike_in_all_directions()
    {
        float[] values = MapData.Clouds(3, 80, 4, apart: 3);
        double[] whitened = ZcaWhitening.Fit(values, 4, epsilon: 1e-12).Transform(values);
        for (int one = 0; one < 4; one++)
            for (int other = 0; other < 4; other++)
                Assert.Equal(one == other ? 1 : 0, Enumerable.Range(0, 240).Sum(row => whitened[(row * 4) + one] * whitened[(row * 4) + other]) / 239, 1e-6);
    }

    [Fact]
    public void Sources_come_least_gaussian_first_of_variance_one_and_by_their_longer_tail()
    {
        Draws draws = new(new DrawKey(2, 0, 0, 0), DrawPurpose.Other);
        float[] values = new float[3 * 2000];
        double[] first = new double[2000], second = new double[2000];
        for (int row = 0; row < 2000; row++)
        {
            (double spiky, double flat, double plain) = (Math.Log(draws.NextDouble() + 1e-9), draws.Uniform(-1, 1), draws.NextNormal());
            (first[row], second[row]) = (-spiky, flat);
            (values[3 * row], values[(3 * row) + 1], values[(3 * row) + 2]) = ((float)(spiky + flat), (float)(flat - (0.5 * spiky) + plain), (float)(plain + (0.3 * flat)));
        }
        FastIca ica = FastIca.Fit(values, 3, new() { Components = 3 });
        Assert.True(ica.HasConverged);
        Assert.Equal(ica.Figures.Select(figure => figure.Negentropy).OrderDescending(), ica.Figures.Select(figure => figure.Negentropy));
        // The exponential one, which is turned to its tail, and the uniform one, whose direction is open.
        Assert.InRange(Cosine(first, 0), 0.99, 1);
        Assert.InRange(Math.Abs(Cosine(second, 1)), 0.98, 1);
        Assert.InRange(ica.Figures[1].Kurtosis, -1.35, -1.05);
        for (int component = 0; component < 3; component++)
        {
            double[] source = [.. Enumerable.Range(0, 2000).Select(row => ica.Sources[(row * 3) + component])];
            Assert.Equal(0, source.Average(), 1e-9);
            Assert.Equal(1, source.Average(value => value * value), 1e-9);
            Assert.True(source.Average(value => value * value * value) >= 0);
            // The same from the rows.
            Assert.Equal(source[7], Enumerable.Range(0, 3).Sum(column => ica.Unmixing[(component * 3) + column] * (values[(7 * 3) + column] - ica.Mean[column])), 1e-9);
        }
        Assert.Equal(ica.Sources, FastIca.Fit(values, 3, new() { Components = 3 }).Sources);

        double Cosine(double[] source, int component)
        {
            double mean = source.Average();
            double[] found = [.. Enumerable.Range(0, 2000).Select(row => ica.Sources[(row * 3) + component])];
            return source.Zip(found, (one, other) => (one - mean) * other).Sum() / Math.Sqrt(source.Sum(one => (one - mean) * (one - mean)) * 2000);
        }
    }

    [Fact]
    public void Wherever_it_begins_it_does_not_end_halfway_between_sources()
    {
        Draws draws = new(new DrawKey(4, 0, 0, 0), DrawPurpose.Other);
        float[] values = new float[2 * 500];
        for (int i = 0; i < values.Length; i++) values[i] = (float)draws.Uniform(-1, 1);
        // Uniform sources have a kurtosis of -1.2, and half of it halfway between two.
        // These seeds, as about one of eighty, begin so near there that a step is shorter than the tolerance.
        foreach (ulong seed in new ulong[] { 139, 235, 283, 383 })
            Assert.All(FastIca.Fit(values, 2, new() { Components = 2, Contrast = IcaContrast.Cube, Seed = seed }).Figures, figure => Assert.InRange(figure.Kurtosis, -1.4, -1));
    }

    [Fact]
    public void More_components_than_directions_are_refused()
    {
        float[] values = MapData.Clouds(1, 50, 3, apart: 0);
        for (int row = 0; row < 50; row++) values[(3 * row) + 2] = values[3 * row];
        Assert.Contains("vary in 2 directions", Assert.Throws<ArgumentException>(() => FastIca.Fit(values, 3, new() { Components = 3 })).Message, StringComparison.Ordinal);
        Assert.Equal(2, FastIca.Directions(values, 3, 3));
        Assert.Equal(0, FastIca.Directions(new float[30], 3, 3));
        Assert.Equal(0, FastIca.Directions(new float[3], 3, 3));
    }
}
