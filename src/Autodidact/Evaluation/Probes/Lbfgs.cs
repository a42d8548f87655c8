using System.Numerics;

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

    // The last steps, changes of the gradient along them, and inverse products of both: a ring.
    private readonly (double[] Step, double[] Change, double Inverse)[] _pairs = [.. Enumerable.Range(0, Memory).Select(_ => (new double[size], new double[size], 0.0))];
    private readonly double[] _gradient = new double[size], _direction = new double[size], _trial = new double[size], _trialGradient = new double[size], _weights = new double[Memory];
    private int _held, _next;

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
        (_held, _next, Iterations, Evaluations) = (0, 0, 0, 1);
        double value = objective(point, _gradient);
        Queue<double> recent = [];
        while (Iterations < maximumIterations && Largest(_gradient) > gradientTolerance)
        {
            double slope = Direction();
            double first = _held > 0 ? 1 : Math.Min(1, 1 / Math.Sqrt(Dot(_gradient, _gradient)));
            if (LineSearch(point, value, slope, first) is not { } next) break;
            Remember(point);
            _trial.CopyTo(point);
            _trialGradient.CopyTo(_gradient, 0);
            (value, Iterations) = (next, Iterations + 1);
            recent.Enqueue(value);
            if (recent.Count > 5 && recent.Dequeue() - value <= decreaseTolerance * Math.Abs(value)) break;
        }

        return value;
    }

    /// <summary>The quasi-Newton direction by the two-loop recursion; returns its slope, which is negative.</summary>
    private double Direction()
    {
        for (int i = 0; i < size; i++) _direction[i] = -_gradient[i];
        for (int age = 0; age < _held; age++)
        {
            (double[] step, double[] change, double inverse) = Pair(age);
            _weights[age] = inverse * Dot(step, _direction);
            AddScaled(_direction, -_weights[age], change);
        }

        if (_held > 0)
        {
            (_, double[] change, double inverse) = Pair(0);
            double scale = 1 / (inverse * Dot(change, change));
            for (int i = 0; i < size; i++) _direction[i] *= scale;
        }

        for (int age = _held - 1; age >= 0; age--)
        {
            (double[] step, double[] change, double inverse) = Pair(age);
            AddScaled(_direction, _weights[age] - (inverse * Dot(change, _direction)), step);
        }

        return Dot(_gradient, _direction);
    }

    // 0 is the newest.
    private ref (double[] Step, double[] Change, double Inverse) Pair(int age) => ref _pairs[(_next - 1 - age + (2 * Memory)) % Memory];

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

    /// <summary>Keeps what the step from <paramref name="point"/> to the trial says of the curvature, in place of the oldest.</summary>
    private void Remember(ReadOnlySpan<double> point)
    {
        ref (double[] Step, double[] Change, double Inverse) pair = ref _pairs[_next];
        for (int i = 0; i < size; i++) (pair.Step[i], pair.Change[i]) = (_trial[i] - point[i], _trialGradient[i] - _gradient[i]);
        double curvature = Dot(pair.Step, pair.Change);
        if (curvature <= 1e-12 * Dot(pair.Change, pair.Change)) return;
        pair.Inverse = 1 / curvature;
        (_next, _held) = ((_next + 1) % Memory, Math.Min(_held + 1, Memory));
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Vector<double> sums = default;
        int i = 0;
        for (; i <= left.Length - Vector<double>.Count; i += Vector<double>.Count) sums += new Vector<double>(left[i..]) * new Vector<double>(right[i..]);
        double sum = Vector.Sum(sums);
        for (; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    private static void AddScaled(Span<double> target, double scale, ReadOnlySpan<double> values)
    {
        int i = 0;
        for (; i <= target.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(target[i..]) + (new Vector<double>(values[i..]) * scale)).CopyTo(target[i..]);
        for (; i < target.Length; i++) target[i] += scale * values[i];
    }
}
