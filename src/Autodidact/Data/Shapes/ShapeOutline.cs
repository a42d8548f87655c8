namespace Autodidact.Data.Shapes;

/// <summary>
/// The outlines of the shapes as signed distances: negative inside, in units of the shape's radius, y down. Distances
/// rather than masks, since a pixel's coverage follows from the distance to the edge: smooth edges without oversampling.
/// </summary>
internal static class ShapeOutline
{
    /// <summary>Every outline lies within this distance of the centre: the hourglass reaches 1.24.</summary>
    public const double Radius = 1.35;

    private static readonly (double X, double Y)[] s_square = Regular(4, 1, 45);
    private static readonly (double X, double Y)[] s_triangle = [.. Regular(3, 1.1, 0).Select(p => (p.X, p.Y + 0.2))];
    private static readonly (double X, double Y)[] s_star =
        [.. Enumerable.Range(0, 10).Select(i => Polar(i % 2 == 0 ? 1.05 : 0.44, 36 * i))];
    private static readonly (double X, double Y)[] s_cross =
        [(-.3, -.95), (.3, -.95), (.3, -.3), (.95, -.3), (.95, .3), (.3, .3), (.3, .95), (-.3, .95), (-.3, .3), (-.95, .3), (-.95, -.3), (-.3, -.3)];
    private static readonly (double X, double Y)[] s_arrow =
        [(0, -1), (.8, -.1), (.3, -.1), (.3, .95), (-.3, .95), (-.3, -.1), (-.8, -.1)];
    private static readonly (double X, double Y)[] s_hourglass =
        [(-.8, -.95), (.8, -.95), (.14, 0), (.8, .95), (-.8, .95), (-.14, 0)];
    private static readonly (double X, double Y)[] s_heart = [.. Enumerable.Range(0, 32).Select(i => Heart(i * Math.Tau / 32))];

    public static double Distance(ShapeKind shape, double x, double y) => shape switch
    {
        ShapeKind.Circle => Math.Sqrt(x * x + y * y) - 0.85,
        ShapeKind.Ring => Math.Abs(Math.Sqrt(x * x + y * y) - 0.72) - 0.22,
        ShapeKind.Crescent => Crescent(x, y),
        ShapeKind.Square => Polygon(s_square, x, y),
        ShapeKind.Triangle => Polygon(s_triangle, x, y),
        ShapeKind.Star => Polygon(s_star, x, y),
        ShapeKind.Cross => Polygon(s_cross, x, y),
        ShapeKind.Heart => Polygon(s_heart, x, y),
        ShapeKind.Arrow => Polygon(s_arrow, x, y),
        ShapeKind.Hourglass => Polygon(s_hourglass, x, y),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static double Crescent(double x, double y)
    {
        double disc = Math.Sqrt(x * x + y * y) - 0.95;
        double bite = Math.Sqrt((x - 0.48) * (x - 0.48) + y * y) - 0.72;
        return Math.Max(disc, -bite);
    }

    /// <summary>Distance to the nearest edge; the sign by counting the edges that a ray to the right crosses.</summary>
    private static double Polygon((double X, double Y)[] corners, double x, double y)
    {
        double nearest = double.MaxValue;
        bool inside = false;
        (double bx, double by) = corners[^1];
        foreach ((double ax, double ay) in corners)
        {
            double ex = bx - ax, ey = by - ay, wx = x - ax, wy = y - ay;
            double along = Math.Clamp((wx * ex + wy * ey) / (ex * ex + ey * ey), 0, 1);
            double dx = wx - along * ex, dy = wy - along * ey;
            nearest = Math.Min(nearest, dx * dx + dy * dy);
            if (ay > y != by > y && x < ex * (y - ay) / ey + ax) inside = !inside;
            (bx, by) = (ax, ay);
        }
        return inside ? -Math.Sqrt(nearest) : Math.Sqrt(nearest);
    }

    private static (double X, double Y)[] Regular(int corners, double radius, double turn) =>
        [.. Enumerable.Range(0, corners).Select(i => Polar(radius, turn + 360.0 / corners * i))];

    /// <summary>A point at an angle in degrees, clockwise from the top.</summary>
    private static (double X, double Y) Polar(double radius, double degrees) =>
        (radius * Math.Sin(degrees * Math.PI / 180), -radius * Math.Cos(degrees * Math.PI / 180));

    /// <summary>The well-known heart curve, x = 16 sin^3 t, scaled to the unit circle.</summary>
    private static (double X, double Y) Heart(double t) =>
        (0.95 * Math.Pow(Math.Sin(t), 3), -(13 * Math.Cos(t) - 5 * Math.Cos(2 * t) - 2 * Math.Cos(3 * t) - Math.Cos(4 * t)) / 17 - 0.1);
}
