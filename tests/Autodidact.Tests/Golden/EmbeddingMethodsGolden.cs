using Autodidact.Embeddings.Components;
using Autodidact.Embeddings.Maps;
using Autodidact.Embeddings.Maps.Tsne;
using Autodidact.Embeddings.Maps.Umap;
using Autodidact.Evaluation.Metrics;
using Xunit;

namespace Autodidact.Tests.Golden;

/// <summary>Components, whitening and maps.</summary>
internal static class EmbeddingMethodsGolden
{
    private const string File = "metrics_embedding_methods";

    // A map is judged by so many neighbours, as the reference judges its own.
    private const int Judged = 12;

    [GoldenCases(File, "pca_digits")]
    public static void PrincipalComponents(GoldenCase golden)
    {
        (float[] values, int dimension) = Rows(golden, "x");
        int components = golden.Integer("n_components");
        Pca pca = Pca.Fit(values, dimension, components);
        golden.Check("output/mean", pca.Mean);
        golden.Check("output/explained_variance", pca.ExplainedVariance);
        golden.Check("output/explained_variance_ratio", pca.ExplainedVarianceRatio);
        golden.Check("output/singular_values", pca.SingularValues);
        // Which way a component points is open.
        double[] expected = golden.Expected("output/components").Values;
        double[] signs = [.. Enumerable.Range(0, components).Select(i => (double)Math.Sign(expected.Skip(i * dimension).Take(dimension).Zip(pca.Components.Skip(i * dimension), (one, other) => one * other).Sum()))];
        golden.Check("output/components", [.. pca.Components.Select((loading, at) => loading * signs[at / dimension])]);
        double[] transformed = pca.Transform(values);
        golden.Check("output/transform", [.. transformed.Select((value, at) => value * signs[at % components])]);
        golden.Check("output/whitened_transform", [.. pca.Transform(values, whiten: true).Select((value, at) => value * signs[at % components])]);
        golden.Check("output/reconstruction_mse", pca.Restore(transformed).Zip(values, (back, value) => Math.Pow(back - value, 2)).Average());
    }

    [GoldenCases(File, "zca_whitening")]
    public static void Whitening(GoldenCase golden)
    {
        (float[] values, int dimension) = Rows(golden, "x");
        ZcaWhitening whitening = ZcaWhitening.Fit(values, dimension, golden.Number("eps"));
        golden.Check("output/W", whitening.Matrix);
        golden.Check("output/whitened", whitening.Transform(values));
    }

    [GoldenCases(File, "fastica")]
    public static void IndependentComponents(GoldenCase golden)
    {
        (float[] mixed, int dimension) = Rows(golden, "mixed");
        (float[] sources, int trueCount) = Rows(golden, "sources");
        int components = golden.Integer("components");
        foreach ((string expectation, IcaContrast contrast) in new[] { ("output/abs_corr_logcosh", IcaContrast.LogCosh), ("output/abs_corr_cube", IcaContrast.Cube) })
        {
            int seeds = (int)golden.Expected(expectation).Shape[0];
            double[] found = [.. Enumerable.Range(0, seeds).SelectMany(seed =>
            {
                FastIca ica = FastIca.Fit(mixed, dimension, new() { Components = components, Contrast = contrast, Seed = (ulong)seed });
                return Enumerable.Range(0, trueCount).Select(source => Enumerable.Range(0, components).Max(component => Math.Abs(Correlation(sources, trueCount, source, ica.Sources, components, component))));
            })];
            AtLeast(golden, expectation, found, 0.01);
        }
    }

    [GoldenCases(File, "trustworthiness")]
    public static void Trust(GoldenCase golden)
    {
        (float[] values, int dimension) = Rows(golden.Other("pca_digits"), "x");
        float[] places = golden.Input("embedding").Floats;
        foreach (int k in golden.Numbers("n_neighbors").Select(number => (int)number))
        {
            Neighbourhoods kept = Neighbourhoods.Measure(values, dimension, places, k);
            Check($"output/k{k}", kept.Trustworthiness, NeighbourhoodsByHand.Of(places, places.Length / (values.Length / dimension), values, dimension, k));
            if (golden.Expects($"output/continuity_k{k}"))
                Check($"output/continuity_k{k}", kept.Continuity, NeighbourhoodsByHand.Of(values, dimension, places, places.Length / (values.Length / dimension), k));
        }

        // Digits have whole numbers of grey levels, and many of them the same distance from a third. The reference ranks these in the order that its sorting happens to leave: the same rows in
        // another order move it by ten times the tolerance. Here they share their ranks. Without such rows, the three are one and the tolerance is what it is elsewhere.
        void Check(string expectation, double found, (double Low, double Mean, double High) byHand)
        {
            double expected = golden.Expected(expectation).Scalar;
            Assert.InRange(expected, byHand.Low - (golden.Tolerance * expected), byHand.High + (golden.Tolerance * expected));
            Assert.Equal(byHand.Mean, found, 1e-9);
            golden.CheckWithin(expectation, [found], Math.Max(golden.Tolerance * expected, byHand.High - byHand.Low));
        }
    }

    [GoldenCases(File, "tsne_exact_step")]
    public static void ExactStep(GoldenCase golden)
    {
        (float[] values, int dimension) = Rows(golden, "x");
        float[] places = golden.Input("y").Floats, gradient = new float[places.Length];
        using ThreadTeam team = new(1);
        (double[] joint, double[] betas) = JointProbabilities.Exact(values, dimension, golden.Number("perplexity"), team);
        golden.Check("output/betas", betas);
        golden.Check("output/joint_probabilities", joint);
        golden.Check("output/kl", new ExactForces(joint, team).Compute(places, gradient, exaggeration: 1, measures: true));
        golden.Check("grad/y", gradient);
    }

    [GoldenCases(File, "tsne_digits_range")]
    public static void TsneOfDigits(GoldenCase golden)
    {
        (float[] values, int dimension) = Rows(golden.Other("pca_digits"), "x");
        // The reference began once at the principal components and then at random.
        TsneResult[] maps = [.. Enumerable.Range(0, golden.Expected("output/kl_divergence").Values.Length)
            .Select(seed => Tsne.Lay(values, dimension, new() { Perplexity = golden.Number("perplexity"), RandomStart = seed > 0, Seed = (ulong)seed }))];
        double worst = golden.Expected("output/kl_divergence").Values.Max();
        Assert.All(maps, map => Assert.True(map.Divergence <= worst + 0.1, $"{golden}: the divergence is {map.Divergence}, the reference's worst {worst}."));
        golden.CheckWithin("output/kl_divergence", [.. maps.Select(map => map.Divergence)], double.PositiveInfinity);
        AtLeast(golden, "output/trustworthiness_k12", [.. maps.Select(map => Neighbourhoods.Measure(values, dimension, map.Places, Judged).Trustworthiness)], 0.01);
    }

    [GoldenCases(File, "umap_digits_range")]
    public static void UmapOfDigits(GoldenCase golden)
    {
        (float[] values, int dimension) = Rows(golden.Other("pca_digits"), "x");
        double minDist = golden.Number("min_dist");
        string curve = golden.Expectations.First(name => name.StartsWith("output/a_b_min_dist_", StringComparison.Ordinal));
        UmapCurve first = UmapCurve.Fit(double.Parse(curve["output/a_b_min_dist_".Length..], System.Globalization.CultureInfo.InvariantCulture));
        golden.Check(curve, [first.A, first.B]);
        double second = golden.Expected("output/a_b_second").Values[0];
        UmapCurve other = UmapCurve.Fit(second);
        golden.Check("output/a_b_second", [second, other.A, other.B]);
        double[] trust = [.. Enumerable.Range(0, golden.Expected("output/trustworthiness_k12").Values.Length).Select(seed =>
        {
            float[] places = Umap.Lay(values, dimension, new() { Neighbours = golden.Integer("n_neighbors"), MinDist = minDist, Seed = (ulong)seed });
            return Neighbourhoods.Measure(values, dimension, places, Judged).Trustworthiness;
        })];
        AtLeast(golden, "output/trustworthiness_k12", trust, 0.02);
    }

    /// <summary>Holds values to the least that the reference reached.</summary>
    private static void AtLeast(GoldenCase golden, string expectation, double[] found, double less)
    {
        double least = golden.Expected(expectation).Values.Min();
        Assert.All(found, value => Assert.True(value >= least - less, $"{golden} {expectation}: {value} is below {least} - {less}."));
        golden.CheckWithin(expectation, found, double.PositiveInfinity);
    }

    private static (float[] Values, int Dimension) Rows(GoldenCase golden, string name) => (golden.Input(name).Floats, (int)golden.Input(name).Shape[1]);

    private static double Correlation(float[] one, int oneWidth, int oneAt, double[] other, int otherWidth, int otherAt)
    {
        int count = one.Length / oneWidth;
        double[] x = [.. Enumerable.Range(0, count).Select(row => (double)one[(row * oneWidth) + oneAt])], y = [.. Enumerable.Range(0, count).Select(row => other[(row * otherWidth) + otherAt])];
        (double meanX, double meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
