using Autodidact.Evaluation.Metrics;

namespace Autodidact.Tests.Golden;

/// <summary>What features say about themselves.</summary>
public static class RepresentationGeometryGolden
{
    [GoldenCases("metrics_representation_geometry", "spectrum_#")]
    public static void SpectrumOfFeatures(GoldenCase golden)
    {
        Spectrum spectrum = new(golden.Input("z").Floats, golden.Integer("dim"));
        golden.Check("output/singular_values", spectrum.SingularValues);
        golden.Check("output/covariance_eigenvalues", spectrum.CovarianceEigenvalues);
        golden.Check("output/rankme", spectrum.RankMe);
        golden.Check("output/effective_rank_singular_values", spectrum.EffectiveRank);
        golden.Check("output/effective_rank_covariance", spectrum.CovarianceEffectiveRank);
        golden.Check("output/participation_ratio", spectrum.ParticipationRatio);
        golden.Check("output/stable_rank", spectrum.StableRank);
        golden.Check("output/condition_number", spectrum.ConditionNumber);
        golden.Check("output/power_law_slope", spectrum.PowerLawSlope);
        golden.Check("output/std_per_dim_of_normalised", spectrum.NormalizedDeviations);
    }
}
