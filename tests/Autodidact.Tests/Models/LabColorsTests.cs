using Autodidact.Engine;
using Autodidact.Models.LabSplits;
using Xunit;

namespace Autodidact.Tests.Models;

/// <summary>Known colours in CIE L*a*b*.</summary>
public sealed class LabColorsTests
{
    [Theory]
    [InlineData(1, 1, 1, 100, 0, 0)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(1, 0, 0, 53.2408, 80.0925, 67.2032)]
    [InlineData(0, 1, 0, 87.7347, -86.1827, 83.1793)]
    [InlineData(0, 0, 1, 32.2970, 79.1875, -107.8602)]
    [InlineData(0.5, 0.5, 0.5, 53.3890, 0, 0)]
    public void Colours_are_where_the_standard_puts_them(double red, double green, double blue, double lightness, double a, double b)
    {
        using TensorScope scope = new();
        double[] mean = [0.4, 0.5, 0.6], deviation = [0.2, 0.25, 0.3];
        Tensor image = Tensor.From([(red - 0.4) / 0.2, (green - 0.5) / 0.25, (blue - 0.6) / 0.3], 1, 3, 1, 1);
        double[] lab = LabColors.FromNormalized(image, mean, deviation).ToArray<double>();
        Assert.Equal(lightness, (lab[0] * 25) + 50, 0.02);
        Assert.Equal(a, lab[1] * 20, 0.02);
        Assert.Equal(b, lab[2] * 20, 0.02);
    }
}
