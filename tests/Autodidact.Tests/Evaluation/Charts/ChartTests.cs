using System.Globalization;
using System.Xml.Linq;
using Autodidact.Evaluation.Charts;
using Xunit;

namespace Autodidact.Tests.Evaluation.Charts;

public sealed class ChartTests
{
    [Theory]
    [InlineData(38.2, 44.9, "38 40 42 44")]
    [InlineData(0.001, 0.0042, "0.0010 0.0015 0.0020 0.0025 0.0030 0.0035 0.0040")]
    [InlineData(-17, 42, "-20 -10 0 10 20 30 40")]
    public void Ticks_are_round_and_lie_on_the_scale(double low, double high, string expected)
    {
        NumberScale scale = new([low, high], 100, 500);
        Assert.Equal(expected, string.Join(' ', scale.Ticks.Select(scale.Label)));
        Assert.InRange(scale.At(low), 100, scale.At(high));
        Assert.InRange(scale.At(high), scale.At(low), 500);
    }

    [Fact]
    public void One_value_alone_has_a_scale_as_well()
    {
        NumberScale scale = new([5, 5], 0, 100);
        Assert.InRange(scale.At(5), 1, 99);
        Assert.NotEmpty(scale.Ticks);
    }

    [Fact]
    public void Temperatures_lie_on_a_logarithmic_axis_in_rising_order()
    {
        XElement chart = XElement.Parse(LineChart.Draw("title", "", "method.temperature", [Row("1", 40), Row("0.1", 42), Row("0.316227766", 44)], [("raw input", 30)]));
        double[] x = [.. Dots(chart).Select(dot => Number(dot, "cx")).Order()];
        Assert.Equal(x[1] - x[0], x[2] - x[1], 0.05);
        Assert.Contains(Words(chart), words => words == "method.temperature (logarithmic)");
        Assert.Contains("raw input 30.0", Words(chart));
        // Higher figures lie higher.
        Assert.Equal([44, 42, 40], Dots(chart).Zip((int[])[42, 44, 40]).OrderBy(dot => Number(dot.First, "cy")).Select(dot => dot.Second));

        XElement words = XElement.Parse(LineChart.Draw("title", "", "views.first", [Row("crop", 40), Row("cutout", 42)], []));
        Assert.Contains("cutout", Words(words));
        Assert.Equal(2, Dots(words).Count());
    }

    [Fact]
    public void A_heat_map_has_a_tile_for_each_pair_and_says_which_are_missing()
    {
        XElement map = XElement.Parse(HeatMap.Draw("title", "", ("down", ["a", "b"]), ("across", ["x", "y"]), new Dictionary<(int, int), (double, double?)>
        {
            [(0, 0)] = (10, null), [(0, 1)] = (20, 1.5), [(1, 1)] = (30, null),
        }));
        string[] tiles = [.. map.Descendants().Where(element => element.Name.LocalName == "rect" && element.Attribute("fill") is not null).Select(tile => tile.Attribute("fill")!.Value)];
        Assert.Equal(["#440154", "#21918c", "#fde725"], tiles);
        Assert.Contains("none", Words(map));
        Assert.Contains("± 1.5", Words(map));
    }

    private static DotRow Row(string name, double value) => new(name, value, value - 1, value + 1);

    private static IEnumerable<XElement> Dots(XElement drawing) => drawing.Descendants().Where(element => element.Name.LocalName == "circle");

    private static string[] Words(XElement drawing) => [.. drawing.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
