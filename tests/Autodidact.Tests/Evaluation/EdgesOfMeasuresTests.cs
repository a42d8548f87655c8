using Autodidact.Evaluation.Metrics;
using Xunit;

namespace Autodidact.Tests.Evaluation;

/// <summary>Measures where there is least to measure, as scikit-learn 1.2 and NumPy have them.</summary>
public sealed class EdgesOfMeasuresTests
{
    [Fact]
    public void One_cluster_says_nothing_about_several_classes_whatever_it_is_measured_by()
    {
        MutualInformation information = new(Contingency.Of([0, 0, 0, 0], [0, 0, 1, 2]));
        Assert.Equal([0, 0, 0, 0], [information.Normalized, information.OverGeometricMean, information.OverLarger, information.OverSmaller]);
        Assert.Equal([0, 1, 0], [information.Homogeneity, information.Completeness, information.VMeasure]);
    }

    [Fact]
    public void One_cluster_of_one_class_is_all_there_is_to_say()
    {
        MutualInformation information = new(Contingency.Of([0, 0], [0, 0]));
        Assert.Equal([1, 1, 1, 1], [information.Normalized, information.OverGeometricMean, information.OverLarger, information.OverSmaller]);
    }

    [Fact]
    public void A_quantile_that_falls_on_a_score_holds_scores_equal_to_it()
    {
        // The third of 41 scores is their quantile of 5 %: numpy.quantile gives 2 exactly.
        Separation separation = new([.. Enumerable.Range(0, 41).Select(i => (double)i)], [2, 2, 1, 0]);
        Assert.Equal(0.5, separation.FalseAlarmsAtQuantile());
    }
}
