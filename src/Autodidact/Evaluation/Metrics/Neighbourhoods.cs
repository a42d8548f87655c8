using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>
/// How far a map keeps neighbourhoods, 0 to 1. Trustworthiness falls when points that are near on the map are not so among the rows, continuity when rows that are near are not so on the map: each
/// wrong one counts by its rank in the other space. Venna and Kaski 2001; van der Maaten 2009 for the form, which scikit-learn has too. Rows at the same distance share their ranks, so that
/// the order of the rows does not matter.
/// </summary>
/// <param name="Trustworthiness">Of what the map shows.</param>
/// <param name="Continuity">Of what it should show.</param>
/// <param name="Neighbours">Neighbours that were looked at.</param>
/// <param name="Rows">Rows whose neighbours were looked at, among all.</param>
public sealed record Neighbourhoods(double Trustworthiness, double Continuity, int Neighbours, int Rows)
{
    // Distances that are held at once, on each side; and rows of a block where there are few.
    private const int MostDistances = 1 << 24, LargestBlock = 256;

    /// <summary>Measures a map.</summary>
    /// <param name="values">What is shown, <c>[rows, dimension]</c>.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="places">Where it is shown, <c>[rows, axes]</c>, as many rows.</param>
    /// <param name="neighbours">Neighbours to look at, at least 1 and less than half of the rows.</param>
    /// <param name="most">Rows to look at; where there are more, so many are drawn, and ranked among all.</param>
    /// <param name="seed">Decides which.</param>
    /// <param name="threads">Threads to use; 0 takes as many as tensors do.</param>
    /// <param name="progress">Told the rows done, on the calling thread.</param>
    /// <param name="cancel">Ends the measurement early.</param>
    /// <exception cref="ArgumentException">Rows and places do not fit, or there are too few.</exception>
    public static Neighbourhoods Measure(
        ReadOnlyMemory<float> values, int dimension, ReadOnlyMemory<float> places, int neighbours = 15, int most = int.MaxValue, ulong seed = 0, int threads = 0,
        Action<int>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        int count = values.Length / dimension, axes = count == 0 ? 0 : places.Length / count;
        if (count == 0 || axes == 0 || values.Length != count * dimension || places.Length != count * axes)
            throw new ArgumentException($"{values.Length} numbers in rows of {dimension} and {places.Length} numbers of places are not one place for each row.", nameof(places));
        if (neighbours < 1 || 2 * neighbours >= count) throw new ArgumentOutOfRangeException(nameof(neighbours), neighbours, $"Of {count} rows, 1 to {(count - 1) / 2} neighbours can be judged.");
        int[] rows = count <= most ? [.. Enumerable.Range(0, count)] : new Draws(new DrawKey(seed, 0, 0, 0), DrawPurpose.Other).Distinct(most, count);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads > 0 ? threads : TorchRuntime.Threads, CancellationToken = cancel };
        (double[] untrusted, double[] torn) = (new double[rows.Length], new double[rows.Length]);
        using TensorScope scope = new();
        using NoGradient guard = new();
        SquaredDistances among = new(values.Span, dimension), shown = new(places.Span, axes);
        int atOnce = Math.Clamp(MostDistances / count, 1, LargestBlock);
        for (int start = 0; start < rows.Length; start += atOnce)
        {
            int[] block = rows[start..Math.Min(start + atOnce, rows.Length)];
            (double[] original, double[] onMap) = (among.From(block), shown.From(block));
            Parallel.For(0, block.Length, parallel, () => new NearestRows(neighbours), (i, _, nearest) =>
            {
                Span<double> there = original.AsSpan(i * count, count), here = onMap.AsSpan(i * count, count);
                // No row is its own neighbour.
                there[block[i]] = here[block[i]] = double.PositiveInfinity;
                untrusted[start + i] = nearest.Excess(here, there);
                torn[start + i] = nearest.Excess(there, here);
                return nearest;
            }, static _ => { });
            progress?.Invoke(start + block.Length);
        }

        double worst = rows.Length * (double)neighbours * ((2.0 * count) - (3.0 * neighbours) - 1) / 2;
        return new(1 - (untrusted.Sum() / worst), 1 - (torn.Sum() / worst), neighbours, rows.Length);
    }

    /// <summary>Squared distances from some rows to all, in double precision: rows of small whole numbers have them exactly.</summary>
    private sealed class SquaredDistances
    {
        private readonly Tensor _rows, _squares;

        public SquaredDistances(ReadOnlySpan<float> values, int dimension)
        {
            _rows = Tensor.From(values, values.Length / dimension, dimension).To(ScalarType.Float64);
            _squares = _rows.Square().Sum([1L]);
        }

        public double[] From(int[] rows)
        {
            using TensorScope scope = new();
            Tensor indices = Tensor.From(Array.ConvertAll(rows, row => (long)row), rows.Length), own = _rows.IndexSelect(0, indices);
            return (_squares + _squares.IndexSelect(0, indices).Unsqueeze(1) - (own.Matmul(_rows.T()) * 2)).ToArray<double>();
        }
    }
}
