namespace Autodidact.Evaluation.Probes;

/// <summary>
/// Limited-memory BFGS for smooth convex functions with a line search that meets the weak Wolfe conditions. Nocedal and
/// Wright 2006, "Numerical Optimization", algorithms 7.4 and 7.5; bracketing after Lewis and Overton 2013.
/// </summary>
internal sealed class Lbfgs(Lbfgs.Objective objective, int size)
{
    /// <summary>The value at <paramref name="point"/>; writes the gradient.</summary>
    public delegate double Objective(ReadOnlySpan<double> point, Span<double> gradient);

    private const int Memory = 10, LineSearchTrials = 20;
    private const double SufficientDecrease = 1e-4, Curvature = 0.9;

    // The value carries rounding of single precision; a decrease smaller than this share of it cannot be seen.
    private const double Noise = 1e-9;

    private readonly List<(double[] Step, double[] Change, double Inverse)> _pairs = [];
    private readonly double[] _direction = new double[size], _trial = new double[size], _trialGradient = new double[size];

    /// <summary>Steps taken by the last <see cref="Minimize"/>.</summary>
    public int Iterations { get; private set; }

    /// <summary>Times the objective was computed by the last <see cref="Minimize"/>.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Moves <paramref name="point"/> to the minimum and returns the value there.</summary>
    /// <param name="point">The start, and the result.</param>
    /// <param name="gradientTolerance">Done when no component of the gradient is larger.</param>
    /// <param name="decreaseTolerance">Done when five steps together lower the value by a smaller share of it.</param>
    /// <param name="maximumIterations">Most steps.</param>
    public double Minimize(Span<double> point, double gradientTolerance, double decreaseTolerance, int maximumIterations)
    {
        _pairs.Clear();
        (Iterations, Evaluations) = (0, 1);
        double[] gradient = new double[size];
        double value = objective(point, gradient);
        Queue<double> recent = [];
        while (Iterations < maximumIterations && Largest(gradient) > gradientTolerance)
        {
            double slope = Direction(gradient);
            double first = _pairs.Count > 0 ? 1 : Math.Min(1, 1 / Math.Sqrt(Dot(gradient, gradient)));
            if (LineSearch(point, value, slope, first) is not { } next) break;
            double[] step = new double[size], change = new double[size];
            for (int i = 0; i < size; i++)
            {
                (step[i], change[i]) = (_trial[i] - point[i], _trialGradient[i] - gradient[i]);
                (point[i], gradient[i]) = (_trial[i], _trialGradient[i]);
            }

            double curvature = Dot(step, change);
            if (curvature > 1e-12 * Dot(change, change)) Remember(step, change, curvature);
            (value, Iterations) = (next, Iterations + 1);
            recent.Enqueue(value);
            if (recent.Count > 5 && recent.Dequeue() - value <= decreaseTolerance * Math.Abs(value)) break;
        }

        return value;
    }

    /// <summary>The quasi-Newton direction by the two-loop recursion; returns its slope, which is negative.</summary>
    private double Direction(double[] gradient)
    {
        for (int i = 0; i < size; i++) _direction[i] = -gradient[i];
        Span<double> weights = stackalloc double[Memory];
        for (int p = _pairs.Count - 1; p >= 0; p--)
        {
            (double[] step, double[] change, double inverse) = _pairs[p];
            weights[p] = inverse * Dot(step, _direction);
            AddScaled(_direction, -weights[p], change);
        }

        if (_pairs.Count > 0)
        {
            (_, double[] change, double inverse) = _pairs[^1];
            double scale = 1 / (inverse * Dot(change, change));
            for (int i = 0; i < size; i++) _direction[i] *= scale;
        }

        for (int p = 0; p < _pairs.Count; p++)
        {
            (double[] step, double[] change, double inverse) = _pairs[p];
            AddScaled(_direction, weights[p] - (inverse * Dot(change, _direction)), step);
        }

        return Dot(gradient, _direction);
    }

    /// <summary>Finds a point along the direction that is low and flat enough; null when rounding hides every decrease.</summary>
    private double? LineSearch(ReadOnlySpan<double> point, double value, double slope, double length)
    {
        (double at, double value, double slope) low = (0, value, slope), high = (double.PositiveInfinity, 0, 0);
        for (int trial = 0; trial < LineSearchTrials; trial++, Evaluations++)
        {
            for (int i = 0; i < size; i++) _trial[i] = point[i] + (length * _direction[i]);
            double found = objective(_trial, _trialGradient);
            double foundSlope = Dot(_trialGradient, _direction);
            if (!(found <= value + (SufficientDecrease * length * slope) + (Noise * Math.Abs(value)))) high = (length, found, foundSlope);
            else if (foundSlope < Curvature * slope) low = (length, found, foundSlope);
            else
            {
                Evaluations++;
                return found;
            }

            length = double.IsInfinity(high.at) ? 3 * length : Between(low, high);
        }

        return null;
    }

    /// <summary>The minimum of the cubic through both ends, kept away from them.</summary>
    private static double Between((double At, double Value, double Slope) low, (double At, double Value, double Slope) high)
    {
        double width = high.At - low.At;
        double bend = low.Slope + high.Slope - (3 * (high.Value - low.Value) / width);
        double root = Math.Sqrt((bend * bend) - (low.Slope * high.Slope));
        double share = 1 - ((high.Slope + root - bend) / (high.Slope - low.Slope + (2 * root)));
        return low.At + (width * (double.IsFinite(share) ? Math.Clamp(share, 0.1, 0.9) : 0.5));
    }

    private void Remember(double[] step, double[] change, double curvature)
    {
        if (_pairs.Count == Memory) _pairs.RemoveAt(0);
        _pairs.Add((step, change, 1 / curvature));
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    private static void AddScaled(Span<double> target, double scale, ReadOnlySpan<double> values)
    {
        for (int i = 0; i < target.Length; i++) target[i] += scale * values[i];
    }
}
