namespace Autodidact.Embeddings.Maps.Umap;

/// <summary>
/// How likely two points at distance d of the map are to be joined: <c>1 / (1 + a d^(2b))</c>, the smooth curve nearest to one that is 1 up to <c>min_dist</c> and falls as
/// <c>exp(-(d - min_dist) / spread)</c> behind it. McInnes, Healy and Melville 2018, arXiv:1802.03426, definition 11.
/// </summary>
/// <param name="A">The factor, above 0.</param>
/// <param name="B">Half the exponent, above 0.</param>
public readonly record struct UmapCurve(double A, double B)
{
    private const int Points = 300, MostSteps = 500;

    // Of the sum of squares: below it a step changes nothing that a float would show.
    private const double Tolerance = 1e-15;

    /// <summary>Least squares at 300 even places up to three times the spread, by Levenberg's and Marquardt's damped steps.</summary>
    /// <param name="minDist">Where the curve begins to fall, 0 or more.</param>
    /// <param name="spread">How slowly it falls, above 0 and not below <paramref name="minDist"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static UmapCurve Fit(double minDist, double spread = 1)
    {
        if (!(spread > 0) || !double.IsFinite(spread)) throw new ArgumentOutOfRangeException(nameof(spread), spread, "The spread is above 0.");
        if (!(minDist >= 0 && minDist <= spread)) throw new ArgumentOutOfRangeException(nameof(minDist), minDist, $"The least distance is from 0 to the spread, {spread}.");
        double[] places = [.. Enumerable.Range(0, Points).Select(i => 3 * spread * i / (Points - 1))];
        double[] wanted = [.. places.Select(x => x < minDist ? 1 : Math.Exp(-(x - minDist) / spread))];
        (double a, double b, double damping) = (1, 1, 1e-3);
        double error = Error(a, b);
        for (int step = 0; step < MostSteps && damping < 1e12; step++)
        {
            (double aa, double ab, double bb, double ga, double gb) = (0, 0, 0, 0, 0);
            for (int i = 0; i < Points; i++)
            {
                if (places[i] == 0) continue;       // 1 for all a and b
                double power = Math.Pow(places[i], 2 * b), value = 1 / (1 + (a * power)), slope = -value * value * power;
                (double byA, double byB, double rest) = (slope, slope * 2 * a * Math.Log(places[i]), value - wanted[i]);
                (aa, ab, bb, ga, gb) = (aa + (byA * byA), ab + (byA * byB), bb + (byB * byB), ga + (byA * rest), gb + (byB * rest));
            }
            (double p, double q) = (aa * (1 + damping), bb * (1 + damping));
            double determinant = (p * q) - (ab * ab), nextA = a - (((q * ga) - (ab * gb)) / determinant), nextB = b - (((p * gb) - (ab * ga)) / determinant);
            double next = nextA > 0 && nextB > 0 ? Error(nextA, nextB) : double.PositiveInfinity;
            if (!(next <= error))
            {
                damping *= 10;
                continue;
            }
            bool still = Math.Abs(nextA - a) <= Tolerance * a && Math.Abs(nextB - b) <= Tolerance * b;
            (a, b, error, damping) = (nextA, nextB, next, damping / 10);
            if (still) break;
        }
        return new(a, b);

        double Error(double a, double b)
        {
            double sum = 0;
            for (int i = 0; i < Points; i++)
            {
                double rest = (1 / (1 + (a * Math.Pow(places[i], 2 * b)))) - wanted[i];
                sum += rest * rest;
            }
            return sum;
        }
    }
}
