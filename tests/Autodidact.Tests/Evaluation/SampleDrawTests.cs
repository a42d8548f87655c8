using Autodidact.Data;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Detection;
using Autodidact.Evaluation.Geometry;
using Xunit;

namespace Autodidact.Tests.Evaluation;

/// <summary>Classes of samples often take turns: whatever takes some of them has to take some of every class.</summary>
public sealed class SampleDrawTests
{
    private const int Classes = 10;

    [Fact]
    public void A_draw_is_some_numbers_rising_and_always_the_same()
    {
        int[] drawn = SampleDraw.Of(1000, 300);
        Assert.Equal(300, drawn.Length);
        Assert.Equal(drawn.Distinct().Order(), drawn);
        Assert.InRange(drawn.Average(), 450, 550);
        Assert.Equal(drawn, SampleDraw.Of(1000, 300));
        Assert.Equal([0, 1, 2], SampleDraw.Of(3, 3));
    }

    [Fact]
    public void Half_of_a_source_has_all_of_its_classes()
    {
        DataSource half = SpreadSource.Of(DataSources.Open("shapes:count=1000,size=16"), 500);
        Assert.Equal(500, half.Count);
        Assert.Equal(Classes, Enumerable.Range(0, half.Count).Select(half.Label).Distinct().Count());
    }

    [Fact]
    public void Half_of_some_features_has_all_of_their_classes()
    {
        int[] labels = [.. Enumerable.Range(0, 2 * MahalanobisDistance.MostRows).Select(row => row % Classes)];
        LabelledFeatures features = new([.. labels.Select((label, row) => (float)(label + Math.Sin(row)))], 1, labels, Classes);
        Assert.Equal(Classes, PairedRows.Of(features, null, features.Count / 2).Select(row => labels[row]).Distinct().Count());
        using MahalanobisDistance distance = new(features.Values, 1, labels);
        Assert.Equal((Classes, MahalanobisDistance.MostRows), ((int)distance.Settings["means"], (int)distance.Settings["fitted_n"]));
    }

    [Fact]
    public void Groups_that_are_left_out_are_of_all_classes()
    {
        int[][] without = [.. SampleGroups.LeavingOut(300)];
        Assert.Equal(10, without.Length);
        Assert.All(without, rows => Assert.Equal(270, rows.Length));
        foreach (int[] rows in without)
            Assert.True(Enumerable.Range(0, 300).Except(rows).Select(row => row % Classes).Distinct().Count() > 5);
        Assert.Equal(Enumerable.Range(0, 300), without.SelectMany(rows => Enumerable.Range(0, 300).Except(rows)).Order());
    }
}
