using Autodidact.Data;
using Autodidact.Data.Shapes;
using Xunit;

namespace Autodidact.Tests.Data;

public sealed class ShapesTests
{
    [Fact]
    public void EqualOptionsGiveEqualBytesAndOthersDoNot()
    {
        byte[] Read(string specification, Split split, int index) => DataSources.Open(specification, split).Read(index).Pixels.ToArray();

        Assert.Equal(Read("shapes:seed=3", Split.Train, 17), Read("shapes:seed=3,count=99", Split.Train, 17));
        Assert.NotEqual(Read("shapes:seed=3", Split.Train, 17), Read("shapes:seed=4", Split.Train, 17));
        Assert.NotEqual(Read("shapes:seed=3", Split.Train, 17), Read("shapes:seed=3", Split.Test, 17));
    }

    [Fact]
    public void ThePicturesOfThisVersionStayAsTheyAre()
    {
        // Raise GeneratorVersion together with this number: runs are compared by the fingerprint.
        long sum = 0;
        ImageSource source = DataSources.Open("shapes:count=50");
        for (int i = 0; i < 50; i++)
            foreach (byte value in source.Read(i).Pixels) sum += value;
        Assert.Equal(19358684, sum);
    }

    [Fact]
    public void LabelsAreTheShapesAndBalanced()
    {
        ShapesSource source = new(new ShapesOptions { Count = 200 }, Split.Train);
        Assert.Equal(10, source.Classes.Count);
        Assert.Equal((int)source.Factors(7).Shape, source.Label(7));
        Assert.All(Enumerable.Range(0, 200).GroupBy(i => source.Label(i)), group => Assert.Equal(20, group.Count()));
    }

    [Fact]
    public void FactorsAreInRangeAndSayNothingAboutTheShape()
    {
        ShapesSource source = new(new ShapesOptions { Count = 20_000 }, Split.Train);
        double[,] colours = new double[10, 10];
        for (int i = 0; i < source.Count; i++)
        {
            ShapeFactors factors = source.Factors(i);
            Assert.InRange(factors.Size, ShapeFactors.SmallestSize, ShapeFactors.LargestSize);
            Assert.InRange(factors.Rotation, -ShapeFactors.LargestRotation, ShapeFactors.LargestRotation);
            Assert.InRange(Math.Abs(factors.X) + factors.Size, 0, 1.15);
            Assert.InRange(Math.Abs(factors.Y) + factors.Size, 0, 1.15);
            Assert.NotEqual(factors.Colour, factors.BackgroundColour);
            colours[(int)factors.Shape, (int)factors.Colour]++;
        }
        // 200 expected in each cell, standard deviation 13.4: five of them.
        foreach (double count in colours) Assert.InRange(count, 133, 267);
    }

    [Fact]
    public void CaptionsSayWhatIsThere()
    {
        ShapeFactors factors = new(ShapeKind.Star, ShapeColour.Red, ShapeTexture.Striped, 0.8, -0.3, -0.3, 20, BackgroundPattern.Cloudy, ShapeColour.Blue);
        Assert.Equal("a large striped red star at the top left, tilted right, on a cloudy blue background", factors.Caption);
    }

    [Fact]
    public void NoOutlineLeavesItsCircle()
    {
        foreach (ShapeKind shape in Enum.GetValues<ShapeKind>())
            for (int degrees = 0; degrees < 360; degrees++)
                Assert.True(ShapeOutline.Distance(shape, ShapeOutline.Radius * Math.Cos(degrees), ShapeOutline.Radius * Math.Sin(degrees)) > 0, $"{shape} at {degrees}");
    }

    [Fact]
    public void EdgesAreSmooth()
    {
        // A plain shape on a plain background: pixels between the two colours lie on the edge alone.
        ShapesSource source = new(new ShapesOptions { Count = 5000, Size = 64 }, Split.Train);
        int index = Enumerable.Range(0, 5000).First(i => source.Factors(i) is { Shape: ShapeKind.Circle, Texture: ShapeTexture.Plain, Background: BackgroundPattern.Plain });
        int distinct = Enumerable.Range(0, 64 * 64).Select(i => Brightness(source.Read(index), i)).Distinct().Count();
        Assert.InRange(distinct, 10, 765);
    }

    private static int Brightness(Image image, int place) => image.Pixels[3 * place] + image.Pixels[3 * place + 1] + image.Pixels[3 * place + 2];

    [Theory]
    [InlineData(8)]
    [InlineData(200)]
    public void SizesAreFree(int size) => Assert.Equal(size, DataSources.Open($"shapes:size={size}").Read(0).Width);
}
