namespace Autodidact.Data.Shapes;

/// <summary>Paints a picture from its factors.</summary>
internal static class ShapeRenderer
{
    // Red, green and blue of the named colours, in their order.
    private static readonly (double R, double G, double B)[] s_palette =
    [
        (214, 45, 48), (240, 130, 32), (243, 205, 50), (62, 160, 72), (36, 160, 155),
        (50, 98, 205), (128, 62, 178), (238, 120, 170), (128, 82, 48), (140, 142, 148),
    ];

    /// <summary>Renders a <paramref name="side"/> x <paramref name="side"/> RGB picture; <paramref name="random"/> gives what the factors leave open.</summary>
    public static Image Render(ShapeFactors factors, int side, ShapeRandom random)
    {
        var shapeColour = Vary(s_palette[(int)factors.Colour], ref random);
        var backColour = BackgroundColour(s_palette[(int)factors.BackgroundColour], Luma(shapeColour), ref random);
        double phase = random.Between(0, Math.Tau), direction = random.Between(0, Math.Tau), frequency = random.Between(5, 9);
        Noise noise = new(ref random);

        double radians = factors.Rotation * Math.PI / 180, cos = Math.Cos(radians), sin = Math.Sin(radians);
        double pixel = 2.0 / side, edge = factors.Size / pixel, reach = Math.Pow(ShapeOutline.Radius + 1 / edge, 2);
        byte[] pixels = new byte[side * side * 3];
        for (int row = 0, o = 0; row < side; row++)
        {
            for (int column = 0; column < side; column++, o += 3)
            {
                double px = (column + 0.5) * pixel - 1, py = (row + 0.5) * pixel - 1;
                double back = Background(factors.Background, px, py, direction, phase, frequency, noise);
                double dx = (px - factors.X) / factors.Size, dy = (py - factors.Y) / factors.Size;
                double x = dx * cos + dy * sin, y = dy * cos - dx * sin;
                // Outside the circle that holds every shape nothing needs to be measured.
                double coverage = x * x + y * y > reach ? 0 : Math.Clamp(0.5 - ShapeOutline.Distance(factors.Shape, x, y) * edge, 0, 1);
                double paint = coverage == 0 ? 1 : Texture(factors.Texture, x, y, phase, edge);
                pixels[o] = Blend(shapeColour.R * paint, backColour.R * back, coverage);
                pixels[o + 1] = Blend(shapeColour.G * paint, backColour.G * back, coverage);
                pixels[o + 2] = Blend(shapeColour.B * paint, backColour.B * back, coverage);
            }
        }
        return new Image(side, side, 3, pixels);
    }

    /// <summary>Brightness of the shape's paint at a place within it, 0.5 to 1.15.</summary>
    private static double Texture(ShapeTexture texture, double x, double y, double phase, double edge) => texture switch
    {
        ShapeTexture.Striped => Step(Math.Sin(9 * y + phase), edge / 9),
        ShapeTexture.Checked => Step(Math.Sin(7 * x + phase) * Math.Sin(7 * y + phase), edge / 7),
        ShapeTexture.Dotted => Step(0.35 - Math.Sin(6 * x + phase) * Math.Sin(6 * x + phase) - Math.Sin(6 * y + phase) * Math.Sin(6 * y + phase), edge / 10),
        ShapeTexture.Shaded => 0.85 - 0.3 * Math.Clamp(x * Math.Cos(phase) + y * Math.Sin(phase), -1, 1),
        _ => 1,
    };

    /// <summary>Light where positive, dark where negative, with a slope about one pixel wide between.</summary>
    private static double Step(double value, double sharpness) => 0.55 + 0.5 * Math.Clamp(0.5 + value * sharpness, 0, 1);

    private static double Background(BackgroundPattern pattern, double x, double y, double direction, double phase, double frequency, Noise noise)
    {
        double along = x * Math.Cos(direction) + y * Math.Sin(direction);
        return pattern switch
        {
            BackgroundPattern.Sloped => 1 + 0.12 * along,
            BackgroundPattern.Cloudy => 0.9 + 0.2 * noise.At(x, y),
            BackgroundPattern.Wavy => 1 + 0.07 * Math.Sin(frequency * along + phase),
            _ => 1,
        };
    }

    private static (double R, double G, double B) Vary((double R, double G, double B) colour, ref ShapeRandom random)
    {
        double light = random.Between(0.88, 1.1);
        return (colour.R * light + random.Between(-12, 12), colour.G * light + random.Between(-12, 12), colour.B * light + random.Between(-12, 12));
    }

    /// <summary>
    /// The colour, paled or darkened until its brightness is well away from the shape's: the shape must be seen in grey
    /// as well, yet neither light-on-dark nor dark-on-light may give a class away, so both occur for every colour.
    /// </summary>
    private static (double R, double G, double B) BackgroundColour((double R, double G, double B) colour, double shapeLuma, ref ShapeRandom random)
    {
        double luma = Luma(colour);
        bool lighter = shapeLuma < 90 || (shapeLuma < 170 && random.Unit() < 0.5);
        double target = lighter ? Math.Min(225, shapeLuma + random.Between(60, 100)) : Math.Max(25, shapeLuma - random.Between(60, 100));
        if (target <= luma)
            return (colour.R * target / luma, colour.G * target / luma, colour.B * target / luma);
        double white = (target - luma) / (255 - luma);
        return (colour.R + (255 - colour.R) * white, colour.G + (255 - colour.G) * white, colour.B + (255 - colour.B) * white);
    }

    private static double Luma((double R, double G, double B) colour) => 0.299 * colour.R + 0.587 * colour.G + 0.114 * colour.B;

    private static byte Blend(double shape, double background, double coverage) =>
        (byte)Math.Clamp(background + (shape - background) * coverage + 0.5, 0, 255);

    /// <summary>Smooth noise in 0 to 1: random values on a 6 x 6 grid over the picture, blended with a smooth step.</summary>
    private readonly struct Noise
    {
        private const int Grid = 6;
        private readonly double[] _values;

        public Noise(ref ShapeRandom random)
        {
            _values = new double[Grid * Grid];
            for (int i = 0; i < _values.Length; i++) _values[i] = random.Unit();
        }

        public double At(double x, double y)
        {
            double gx = Math.Clamp((x + 1) / 2, 0, 0.9999) * (Grid - 1), gy = Math.Clamp((y + 1) / 2, 0, 0.9999) * (Grid - 1);
            int ix = (int)gx, iy = (int)gy;
            double fx = Smooth(gx - ix), fy = Smooth(gy - iy);
            double top = double.Lerp(_values[iy * Grid + ix], _values[iy * Grid + ix + 1], fx);
            double bottom = double.Lerp(_values[(iy + 1) * Grid + ix], _values[(iy + 1) * Grid + ix + 1], fx);
            return double.Lerp(top, bottom, fy);
        }

        private static double Smooth(double t) => t * t * (3 - 2 * t);
    }
}
