namespace Autodidact.Data.Views.Operations;

/// <summary>
/// For each output pixel of one axis, the first input pixel it reads and the weights of that and the following ones.
/// One table describes every interpolation, so one resampler serves them all.
/// </summary>
internal sealed class FilterTable
{
    private int[] _starts = [];
    private float[] _weights = [];

    /// <summary>Output pixels.</summary>
    public int Count { get; private set; }

    /// <summary>Weights for each output pixel, at most the input's size.</summary>
    public int Taps { get; private set; }

    /// <summary>First input pixel of each output pixel; <c>start + Taps</c> never passes the input's end.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary><c>[Count, Taps]</c>, each row summing to <c>gain</c>.</summary>
    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, Count * Taps);

    /// <summary>Describes the part <paramref name="first"/> .. <paramref name="first"/> + <paramref name="count"/> - 1 of an axis
    /// resized from <paramref name="input"/> to <paramref name="output"/> pixels.</summary>
    /// <param name="input">Input pixels.</param>
    /// <param name="output">Output pixels of the whole axis.</param>
    /// <param name="first">First output pixel that is wanted.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="interpolation">The kernel.</param>
    /// <param name="antialias">Whether the kernel widens when pixels are merged, as PIL always does.</param>
    /// <param name="mirror">Whether the wanted pixels come in reverse order.</param>
    /// <param name="gain">A factor on all weights.</param>
    public void Build(int input, int output, int first, int count, Interpolation interpolation, bool antialias, bool mirror, double gain)
    {
        double scale = (double)input / output;
        // Without antialiasing the kernel keeps its width, as if nothing were merged.
        double stretch = antialias && interpolation != Interpolation.Nearest ? Math.Max(scale, 1) : 1;
        double radius = interpolation switch { Interpolation.Nearest => 0.5, Interpolation.Bilinear => 1, _ => 2 } * stretch;
        Count = count;
        Taps = interpolation == Interpolation.Nearest ? 1 : Math.Min(input, (int)Math.Ceiling(2 * radius));
        if (_starts.Length < count) _starts = new int[count];
        if (_weights.Length < count * Taps) _weights = new float[count * Taps];
        double cubic = antialias ? -0.5 : -0.75;
        for (int i = 0; i < count; i++)
        {
            int o = first + (mirror ? count - 1 - i : i);
            Span<float> weights = _weights.AsSpan(i * Taps, Taps);
            if (interpolation == Interpolation.Nearest)
            {
                _starts[i] = Math.Min((int)(o * scale), input - 1);
                weights[0] = (float)gain;
                continue;
            }

            double centre = (scale * (o + 0.5)) - 0.5;
            // An antialiased kernel is cut off at the border and its rest renormalised; a plain one repeats the border pixel.
            int from = (int)Math.Floor(centre - radius) + 1, to = (int)Math.Ceiling(centre + radius) - 1;
            int start = Math.Clamp(from, 0, input - Taps);
            _starts[i] = start;
            weights.Clear();
            double sum = 0;
            for (int j = from; j <= to; j++)
            {
                if (antialias && (j < 0 || j >= input)) continue;
                double weight = Kernel(interpolation, (j - centre) / stretch, cubic);
                weights[Math.Clamp(j, 0, input - 1) - start] += (float)weight;
                sum += weight;
            }

            float norm = (float)(gain / sum);
            foreach (ref float weight in weights) weight *= norm;
        }
    }

    private static double Kernel(Interpolation interpolation, double distance, double a)
    {
        double x = Math.Abs(distance);
        if (interpolation == Interpolation.Bilinear) return Math.Max(0, 1 - x);
        if (x < 1) return ((((a + 2) * x) - (a + 3)) * x * x) + 1;
        return x < 2 ? ((((x - 5) * x) + 8) * x - 4) * a : 0;
    }
}
