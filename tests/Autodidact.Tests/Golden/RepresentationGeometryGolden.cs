using System.Globalization;
using Autodidact.Engine;
using Autodidact.Evaluation.Metrics;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>What features say about themselves.</summary>
public static class RepresentationGeometryGolden
{
    [GoldenCases("metrics_representation_geometry", "spectrum_*")]
    public static void SpectrumOfFeatures(GoldenCase golden)
    {
        Spectrum spectrum = new(golden.Input("z").Floats, (int)golden.Input("z").Shape[1]);
        golden.Check("output/singular_values", spectrum.SingularValues);
        golden.Check("output/covariance_eigenvalues", spectrum.CovarianceEigenvalues);
        golden.Check("output/rankme", golden.Number("eps", Spectrum.Epsilon) == Spectrum.Epsilon ? spectrum.RankMe : Spectrum.RankMeOf(spectrum.SingularValues, golden.Number("eps")));
        golden.Check("output/effective_rank_singular_values", spectrum.EffectiveRank);
        golden.Check("output/effective_rank_covariance", spectrum.CovarianceEffectiveRank);
        golden.Check("output/participation_ratio", spectrum.ParticipationRatio);
        golden.Check("output/stable_rank", spectrum.StableRank);
        golden.Check("output/condition_number", spectrum.ConditionNumber);
        golden.Check("output/power_law_slope", spectrum.PowerLawSlope);
        golden.Check("output/std_per_dim_of_normalised", spectrum.NormalizedDeviations);
    }

    [GoldenCases("metrics_representation_geometry", "similarity_*")]
    public static void SimilarityOfTwoSides(GoldenCase golden)
    {
        using TensorScope scope = new();
        GoldenTensor first = golden.Input("x"), second = golden.Input("y");
        Tensor x = first.ToTensor(), y = second.ToTensor();
        golden.Check("output/cka_linear", CenteredKernelAlignment.Linear(x, y));
        golden.Check("output/cka_linear_debiased", CenteredKernelAlignment.Debiased(x, y));
        golden.Check("output/cka_rbf", CenteredKernelAlignment.Gaussian(x, y, WidthOf(golden)));
        golden.Check("output/hsic_biased_linear", CenteredKernelAlignment.Dependence(x, y));
        CanonicalCorrelation correlation = new(x, y);
        golden.Check("output/svcca_correlations", correlation.Correlations);
        golden.Check("output/mean_cca", correlation.Mean);
        golden.Check("output/procrustes_distance", Procrustes.Distance(x, y));
        (int dimension, int secondDimension) = ((int)first.Shape[1], (int)second.Shape[1]);
        foreach (string neighbours in golden.Expectations.Where(name => name.StartsWith("output/mutual_knn_k", StringComparison.Ordinal)))
        {
            int k = int.Parse(neighbours["output/mutual_knn_k".Length..].Split('_')[0], CultureInfo.InvariantCulture);
            golden.Check(neighbours, MutualNeighbours.Share(first.Floats, dimension, second.Floats, secondDimension, k));
        }

        foreach (string uniformity in golden.Expectations.Where(name => name.StartsWith("output/uniformity_t", StringComparison.Ordinal)))
        {
            double t = double.Parse(uniformity["output/uniformity_t".Length..].Split('_')[0], CultureInfo.InvariantCulture);
            Tensor side = uniformity.EndsWith("_y", StringComparison.Ordinal) ? y : x, unit = side / side.LinalgVectorNorm(2, [1], keepdim: true);
            golden.Check(uniformity, Hypersphere.Uniformity(unit, t).Item<double>());
        }
    }

    [GoldenCases("metrics_representation_geometry", "two_sample_*")]
    public static void DistanceOfTwoSamples(GoldenCase golden)
    {
        using TensorScope scope = new();
        Tensor x = golden.Input("x").ToTensor(), y = golden.Input("y").ToTensor(), directions = golden.Input("directions").ToTensor();
        double width = golden.Number("sigma");
        golden.Check("output/mmd2_biased", MaximumMeanDiscrepancy.Gaussian(x, y, width, unbiased: false));
        golden.Check("output/mmd2_unbiased", MaximumMeanDiscrepancy.Gaussian(x, y, width));
        golden.Check("output/mmd2_imq_unbiased", MaximumMeanDiscrepancy.InverseMultiquadratic(x, y, 2 * x.Size(1) * width * width));
        golden.Check("output/frechet_distance", FrechetDistance.Of(x, y));
        double[] one = x.Select(1, 0).To(ScalarType.Float64).ToArray<double>(), other = y.Select(1, 0).To(ScalarType.Float64).ToArray<double>();
        golden.Check("output/wasserstein1_first_column", Wasserstein.OfNumbers(one, other));
        golden.Check("output/energy_distance_first_column", EnergyDistance.Of(one, other));
        golden.Check("output/wasserstein1_per_direction", Wasserstein.AlongDirections(x, y, directions));
        golden.Check("output/sliced_wasserstein1", Wasserstein.Sliced(x, y, directions));
        // Stated where both samples are of one size.
        if (golden.Expects("output/sliced_wasserstein2")) golden.Check("output/sliced_wasserstein2", Wasserstein.Sliced(x, y, directions, order: 2));
    }

    // Such as "0.5*sqrt(median squared distance)".
    private static double WidthOf(GoldenCase golden) => golden.Text("rbf_sigma").Split('*') is [string width, "sqrt(median squared distance)"]
        ? double.Parse(width, CultureInfo.InvariantCulture)
        : throw new InvalidDataException($"{golden}: the width '{golden.Text("rbf_sigma")}' is not a share of sqrt(median squared distance).");
}
