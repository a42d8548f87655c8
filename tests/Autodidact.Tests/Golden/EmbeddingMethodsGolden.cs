using System.Globalization;
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

    private const string TrustOf = "output/trustworthiness_k";

    [GoldenCases(File, "pca_*")]
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
        double[] transformed = pca.Transform(values);
        double[] signs = golden.Expects("output/components") ? Signs("output/components", pca.Components, at => at / dimension) : golden.Expects("output/transform") ? Signs("output/transform", transformed, at => at % components) : Signs("output/whitened_transform", transformed, at => at % components);
        golden.Check("output/components", [.. pca.Components.Select((loading, at) => loading * signs[at / dimension])]);
        golden.Check("output/transform", [.. transformed.Select((value, at) => value * signs[at % components])]);
        golden.Check("output/whitened_transform", [.. pca.Transform(values, whiten: true).Select((value, at) => value * signs[at % components])]);
        golden.Check("output/reconstruction_mse", pca.Restore(transformed).Zip(values, (back, value) => Math.Pow(back - value, 2)).Average());

        double[] Signs(string expectation, double[] found, Func<int, int> componentOf)
        {
            double[] products = new double[components], expected = golden.Expects(expectation) ? golden.Expected(expectation).Values : found;
            for (int at = 0; at < Math.Min(found.Length, expected.Length); at++) products[componentOf(at)] += found[at] * expected[at];
            return Array.ConvertAll(products, product => product < 0 ? -1.0 : 1.0);
        }
    }

    [GoldenCases(File, "zca_whitening*")]
    public static void Whitening(GoldenCase golden)
    {
        (float[] values, int dimension) = Rows(golden, "x");
        ZcaWhitening whitening = ZcaWhitening.Fit(values, dimension, golden.Number("eps"));
        golden.Check("output/W", whitening.Matrix);
        golden.Check("output/whitened", whitening.Transform(values));
    }

    [GoldenCases(File, "fastica*")]
    public static void IndependentComponents(GoldenCase golden)
    {
        (float[] mixed, int dimension) = Rows(golden, "mixed");
        (float[] sources, int trueCount) = Rows(golden, "sources");
        int components = golden.Integer("components");
        foreach ((string expectation, IcaContrast contrast) in new[] { ("output/abs_corr_logcosh", IcaContrast.LogCosh), ("output/abs_corr_cube", IcaContrast.Cube) })
        {
            if (!golden.Expects(expectation)) continue;
            int seeds = (int)golden.Expected(expectation).Shape[0];
            double[] found = [.. Enumerable.Range(0, seeds).SelectMany(seed =>
            {
                FastIca ica = FastIca.Fit(mixed, dimension, new() { Components = components, Contrast = contrast, Seed = (ulong)seed });
                return Enumerable.Range(0, trueCount).Select(source => Enumerable.Range(0, components).Max(component => Math.Abs(Correlation(sources, trueCount, source, ica.Sources, components, component))));
            })];
            AtLeast(golden, expectation, found, 0.01);
        }
    }

    [GoldenCases(File, "trustworthiness*")]
    public static void Trust(GoldenCase golden)
    {
        (float[] values, int dimension) = Rows(golden.Holder("x", "pca_digits"), "x");
        float[] places = golden.Input("embedding").Floats;
        int axes = (int)golden.Input("embedding").Shape[1];
        foreach (string expectation in golden.Expectations)
        {
            bool isContinuity = expectation.StartsWith("output/continuity_k", StringComparison.Ordinal);
            if (!isContinuity && !expectation.StartsWith("output/k", StringComparison.Ordinal)) continue;
            int k = NumberAfter(expectation, isContinuity ? "output/continuity_k" : "output/k");
            Neighbourhoods kept = Neighbourhoods.Measure(values, dimension, places, k);
            if (isContinuity) Check(expectation, kept.Continuity, NeighbourhoodsByHand.Of(values, dimension, places, axes, k));
            else Check(expectation, kept.Trustworthiness, NeighbourhoodsByHand.Of(places, axes, values, dimension, k));
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

    [GoldenCases(File, "tsne_exact_step*")]
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

    [GoldenCases(File, "tsne_*_range*")]
    public static void TsneOfDigits(GoldenCase golden)
    {
        (float[] values, int dimension) = Rows(golden.Holder("x", "pca_digits"), "x");
        // The reference began once at the principal components and then at random.
        TsneResult[] maps = [.. Enumerable.Range(0, golden.Expectations.Max(expectation => golden.Expected(expectation).Values.Length))
            .Select(seed => Tsne.Lay(values, dimension, new() { Perplexity = golden.Number("perplexity"), RandomStart = seed > 0, Seed = (ulong)seed }))];
        if (golden.Expects("output/kl_divergence"))
        {
            double worst = golden.Expected("output/kl_divergence").Values.Max();
            Assert.All(maps, map => Assert.True(map.Divergence <= worst + 0.1, $"{golden}: the divergence is {map.Divergence}, the reference's worst {worst}."));
            golden.CheckWithin("output/kl_divergence", [.. maps.Select(map => map.Divergence)], double.PositiveInfinity);
        }
        CheckTrust(golden, values, dimension, [.. maps.Select(map => map.Places)], 0.01);
    }

    [GoldenCases(File, "umap_*")]
    public static void UmapOfDigits(GoldenCase golden)
    {
        const string CurveOf = "output/a_b_min_dist_";
        (float[] values, int dimension) = Rows(golden.Holder("x", "pca_digits"), "x");
        foreach (string expectation in golden.Expectations.Where(name => name.StartsWith(CurveOf, StringComparison.Ordinal)))
        {
            UmapCurve curve = UmapCurve.Fit(double.Parse(expectation[CurveOf.Length..], CultureInfo.InvariantCulture));
            golden.Check(expectation, [curve.A, curve.B]);
        }
        if (golden.Expects("output/a_b_second"))
        {
            double minDist = golden.Expected("output/a_b_second").Values[0];
            UmapCurve curve = UmapCurve.Fit(minDist);
            golden.Check("output/a_b_second", [minDist, curve.A, curve.B]);
        }
        int seeds = golden.Expectations.Where(IsTrust).Select(expectation => golden.Expected(expectation).Values.Length).DefaultIfEmpty().Max();
        CheckTrust(golden, values, dimension, [.. Enumerable.Range(0, seeds).Select(seed =>
            Umap.Lay(values, dimension, new() { Neighbours = golden.Integer("n_neighbors"), MinDist = golden.Number("min_dist"), Seed = (ulong)seed }))], 0.02);
    }

    /// <summary>Holds the trustworthiness of maps, by as many neighbours as the expectation's name says, to the least that the reference reached.</summary>
    private static void CheckTrust(GoldenCase golden, float[] values, int dimension, float[][] maps, double less)
    {
        foreach (string expectation in golden.Expectations.Where(IsTrust))
            AtLeast(golden, expectation, [.. maps.Select(places => Neighbourhoods.Measure(values, dimension, places, NumberAfter(expectation, TrustOf)).Trustworthiness)], less);
    }

    private static bool IsTrust(string expectation) => expectation.StartsWith(TrustOf, StringComparison.Ordinal);

    private static int NumberAfter(string expectation, string start) => int.Parse(expectation[start.Length..], CultureInfo.InvariantCulture);

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
