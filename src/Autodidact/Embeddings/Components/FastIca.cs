using Autodidact.Configuration;
using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Embeddings.Components;

/// <summary>
/// Independent components: directions along which rows are as far from Gaussian as they can be, all found together (symmetric FastICA). Hyvärinen 1999; Hyvärinen and Oja 2000. In double precision.
/// </summary>
/// <remarks>
/// ICA leaves order and sign of the components open. Here the least Gaussian one comes first, and each is turned so that its longer tail is positive (skewness of at least 0).
/// </remarks>
public sealed class FastIca
{
    // E log cosh of a standard Gaussian, by quadrature to all digits.
    private const double GaussianLogCosh = 0.3745672074914379;

    // How far directions are pushed to see whether they come back: so many radians towards each other one, and no more than MostPush in all.
    private const double Push = 0.1, MostPush = 0.5;

    // Directions in which whitened rows would be rounding errors, of the largest variance.
    private const double NoVariance = 1e-12;

    private FastIca(double[] mean, double[] unmixing, double[] sources, IcaFigures[] figures, int steps, bool converged) =>
        (Mean, Unmixing, Sources, Figures, Steps, HasConverged) = (mean, unmixing, sources, figures, steps, converged);

    /// <summary>The middle of the rows, <c>[dimension]</c>.</summary>
    public double[] Mean { get; }

    /// <summary>What makes sources of centred rows, <c>[components, dimension]</c>.</summary>
    public double[] Unmixing { get; }

    /// <summary>How much of each component is in each row, <c>[rows, components]</c>: mean 0 and variance 1.</summary>
    public double[] Sources { get; }

    /// <summary>What can be said of each component.</summary>
    public IReadOnlyList<IcaFigures> Figures { get; }

    /// <summary>Steps that were taken.</summary>
    public int Steps { get; }

    /// <summary>Whether the directions stood still in the end.</summary>
    public bool HasConverged { get; }

    /// <summary>Finds the components of rows.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; at least two rows, finite.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told the steps done.</param>
    /// <param name="cancel">Ends the search early.</param>
    /// <exception cref="ArgumentException">There are too few rows, or they vary in fewer directions than components are asked for.</exception>
    /// <exception cref="ConfigurationException">The options are wrong.</exception>
    public static FastIca Fit(ReadOnlySpan<float> values, int dimension, FastIcaOptions? options = null, Action<int>? progress = null, CancellationToken cancel = default)
    {
        options ??= new();
        OptionsChecker.ThrowIfWrong(options);
        int components = options.Components;
        Pca pca = Pca.Fit(values, dimension, components);
        int varying = Varying(pca);
        if (varying < components) throw new ArgumentException($"The rows vary in {varying} directions; {components} components cannot be told apart in them.", nameof(values));
        using TensorScope scope = new();
        using NoGradient guard = new();
        // Variance 1 over all rows, not over rows - 1.
        int count = values.Length / dimension;
        double scale = Math.Sqrt(count / (count - 1.0));
        Tensor white = Tensor.From(pca.Transform(values, whiten: true), count, components) * scale;
        (Tensor turn, int steps, bool converged) = Turn(white, options, progress, cancel);
        double[] sources = white.Matmul(turn.T()).ToArray<double>();
        Tensor whitening = Tensor.From(pca.Components, components, dimension) * Tensor.From([.. pca.ExplainedVariance.Select(variance => scale / Math.Sqrt(variance))], components, 1);
        return Ordered(pca.Mean, turn.Matmul(whitening).ToArray<double>(), sources, components, steps, converged);
    }

    /// <summary>In how many directions rows vary, as far as that is to be known; 0 of a single row.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major; finite.</param>
    /// <param name="dimension">Numbers in a row.</param>
    /// <param name="most">No more are counted.</param>
    internal static int Directions(ReadOnlySpan<float> values, int dimension, int most)
    {
        int possible = Math.Min(Math.Min(dimension, most), (values.Length / dimension) - 1);
        return possible < 1 ? 0 : Varying(Pca.Fit(values, dimension, possible));
    }

    private static int Varying(Pca pca) => pca.ExplainedVariance[0] > 0 ? pca.ExplainedVariance.Count(variance => variance > NoVariance * pca.ExplainedVariance[0]) : 0;

    /// <summary>The rotation of whitened rows after which they are least Gaussian, <c>[components, components]</c>.</summary>
    private static (Tensor Turn, int Steps, bool Converged) Turn(Tensor white, FastIcaOptions options, Action<int>? progress, CancellationToken cancel)
    {
        int components = options.Components;
        Draws draws = new(new DrawKey(options.Seed, 0, 0, 0), DrawPurpose.Direction);
        Tensor turn = Orthogonal(Drawn(ref draws, components));
        (Tensor Turn, int Steps)? stood = null;
        for (int step = 1; step <= options.Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            using TensorScope scope = new();
            Tensor sources = white.Matmul(turn.T());
            (Tensor pull, Tensor slope) = options.Contrast == IcaContrast.LogCosh
                ? (sources.Tanh(), 1 - sources.Tanh().Square().Mean([0L]))
                : (sources * sources * sources, 3 * sources.Square().Mean([0L]));
            Tensor next = Orthogonal((pull.T().Matmul(white) / white.Size(0)) - (slope.Unsqueeze(1) * turn));
            double turned = (next * turn).Sum([1L]).ToArray<double>().Max(cosine => Math.Abs(Math.Abs(cosine) - 1));
            turn = next.Keep();
            progress?.Invoke(step);
            if (turned >= options.Tolerance) continue;
            // Directions also stand still halfway between two components, but not for long once they are off it.
            if (stood is not null || step > options.Steps / 2) return (turn, step, true);
            stood = (turn, step);
            turn = Orthogonal(turn + (Drawn(ref draws, components) * Math.Min(Push, MostPush / Math.Sqrt(components)))).Keep();
        }
        return stood is { } first ? (first.Turn, first.Steps, true) : (turn, options.Steps, false);
    }

    private static Tensor Drawn(ref Draws draws, int components)
    {
        double[] numbers = new double[components * components];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = draws.NextNormal();
        return Tensor.From(numbers, components, components);
    }

    /// <summary>The nearest rotation, <c>(W Wᵀ)^(-1/2) W</c>.</summary>
    private static Tensor Orthogonal(Tensor matrix)
    {
        (Tensor left, _, Tensor right) = matrix.LinalgSvd(fullMatrices: false);
        return left.Matmul(right);
    }

    private static FastIca Ordered(double[] mean, double[] unmixing, double[] sources, int components, int steps, bool converged)
    {
        (int count, int dimension) = (sources.Length / components, mean.Length);
        (IcaFigures Figures, double Sign)[] found = [.. Enumerable.Range(0, components).Select(FiguresOf)];
        int[] order = [.. Enumerable.Range(0, components).OrderByDescending(component => found[component].Figures.Negentropy)];
        (double[] rows, double[] ordered) = (new double[unmixing.Length], new double[sources.Length]);
        for (int place = 0; place < components; place++)
        {
            double sign = found[order[place]].Sign;
            for (int i = 0; i < dimension; i++) rows[(place * dimension) + i] = sign * unmixing[(order[place] * dimension) + i];
            for (int row = 0; row < count; row++) ordered[(row * components) + place] = sign * sources[(row * components) + order[place]];
        }
        return new(mean, rows, ordered, [.. order.Select(component => found[component].Figures)], steps, converged);

        (IcaFigures, double) FiguresOf(int component)
        {
            (double third, double fourth, double logCosh) = (0, 0, 0);
            for (int at = component; at < sources.Length; at += components)
            {
                double square = sources[at] * sources[at], size = Math.Abs(sources[at]);
                (third, fourth, logCosh) = (third + (square * sources[at]), fourth + (square * square), logCosh + size + double.LogP1(Math.Exp(-2 * size)) - Math.Log(2));
            }
            double apart = (logCosh / count) - GaussianLogCosh;
            return (new(fourth / count - 3, Math.Abs(third / count), apart * apart), third < 0 ? -1 : 1);
        }
    }
}
