using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Autodidact.Engine;

namespace Autodidact.Evaluation.Probes;

/// <summary>
/// The loss of few classes in single precision, with one pass over the features: while a block of rows is in the cache, its scores, probabilities and share of the gradient are
/// computed. Matrix products would read the features twice, and are slow where one side has but a few rows.
/// </summary>
/// <remarks>Rows are dealt into slices whose sums are added in their order, so that the figures do not depend on the number of threads.</remarks>
internal sealed class FusedSoftmaxLoss : SoftmaxLoss
{
    /// <summary>With more classes, matrix products are as fast.</summary>
    public const int MostClasses = 64;

    private const int Lanes = 8, Tile = 4 * Lanes, BlockRows = 64, Slices = 16;

    private readonly float[] _rows, _weights, _intercepts;
    private readonly int[] _labels;
    private readonly int _count, _dimension, _width, _classes, _stride;
    private readonly Slice[] _slices;

    /// <param name="data">The rows.</param>
    /// <param name="mean">Is taken off each row, <c>[dimension]</c>.</param>
    public FusedSoftmaxLoss(LabelledFeatures data, float[] mean)
    {
        (_count, _dimension, _classes, _labels) = (data.Count, data.Dimension, data.Classes, data.Labels);
        _width = WidthOf(_dimension);
        _stride = (_classes + Lanes - 1) / Lanes * Lanes;
        _rows = _width == _dimension && Array.TrueForAll(mean, offset => offset == 0) ? data.Values : Centred(data, mean);
        // An even number of classes: two at a time share what is loaded of a row.
        _weights = new float[(_classes + 1) / 2 * 2 * _width];
        _intercepts = new float[_classes];
        _slices = [.. Enumerable.Range(0, Slices).Select(slice => new Slice((int)((long)slice * _count / Slices), (int)((long)(slice + 1) * _count / Slices), _weights.Length, _classes, _stride))];
    }

    /// <summary>Whether this way is open and worth while.</summary>
    public static bool Suits(LabelledFeatures data) => data.Classes <= MostClasses && (long)data.Count * WidthOf(data.Dimension) <= Array.MaxLength;

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        for (int label = 0; label < _classes; label++)
        {
            ReadOnlySpan<double> weights = point.Slice(label * _dimension, _dimension);
            Span<float> row = _weights.AsSpan(label * _width);
            for (int i = 0; i < weights.Length; i++) row[i] = (float)weights[i];
            _intercepts[label] = (float)point[(_classes * _dimension) + label];
        }

        Parallel.ForEach(_slices, new ParallelOptions { MaxDegreeOfParallelism = TorchRuntime.Threads }, Evaluate);
        gradient.Clear();
        double loss = 0;
        foreach (Slice slice in _slices)
        {
            loss += slice.Loss;
            for (int label = 0; label < _classes; label++)
            {
                ReadOnlySpan<float> part = slice.Gradient.AsSpan(label * _width, _dimension);
                Span<double> sum = gradient.Slice(label * _dimension, _dimension);
                for (int i = 0; i < part.Length; i++) sum[i] += part[i];
                gradient[(_classes * _dimension) + label] += slice.InterceptGradient[label];
            }
        }

        double share = 1.0 / _count;
        for (int i = 0; i < gradient.Length; i++) gradient[i] *= share;
        return loss * share;
    }

    private float[] Centred(LabelledFeatures data, float[] mean)
    {
        float[] rows = GC.AllocateUninitializedArray<float>(_count * _width);
        Parallel.For(0, _count, new ParallelOptions { MaxDegreeOfParallelism = TorchRuntime.Threads }, row =>
        {
            Span<float> target = rows.AsSpan(row * _width, _width);
            ReadOnlySpan<float> values = data.Row(row);
            for (int i = 0; i < values.Length; i++) target[i] = values[i] - mean[i];
            target[values.Length..].Clear();
        });
        return rows;
    }

    private static int WidthOf(int dimension) => (dimension + Tile - 1) / Tile * Tile;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Evaluate(Slice slice)
    {
        slice.Clear();
        for (int first = slice.First; first < slice.End; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, slice.End - first);
            Scores(first, rows, slice.Scores);
            Residuals(first, rows, slice);
            AddGradient(first, rows, slice);
        }
    }

    /// <summary>Four rows times two classes at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scores(int first, int rows, float[] scores)
    {
        ref float features = ref MemoryMarshal.GetArrayDataReference(_rows), weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        for (int row = 0; row < rows; row += 4)
        {
            // What is missing of the last four rows is the last row again.
            (int second, int third, int fourth) = (Math.Min(row + 1, rows - 1), Math.Min(row + 2, rows - 1), Math.Min(row + 3, rows - 1));
            ref float one = ref Row(row), two = ref Row(second), three = ref Row(third), four = ref Row(fourth);
            for (int label = 0; label < _classes; label += 2)
            {
                ref float left = ref Unsafe.Add(ref weights, label * _width), right = ref Unsafe.Add(ref weights, (label + 1) * _width);
                Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
                for (nuint i = 0; i < (nuint)_width; i += Lanes)
                {
                    Vector256<float> u = Vector256.LoadUnsafe(ref left, i), v = Vector256.LoadUnsafe(ref right, i), x = Vector256.LoadUnsafe(ref one, i);
                    a = Vector256.FusedMultiplyAdd(x, u, a);
                    e = Vector256.FusedMultiplyAdd(x, v, e);
                    x = Vector256.LoadUnsafe(ref two, i);
                    b = Vector256.FusedMultiplyAdd(x, u, b);
                    f = Vector256.FusedMultiplyAdd(x, v, f);
                    x = Vector256.LoadUnsafe(ref three, i);
                    c = Vector256.FusedMultiplyAdd(x, u, c);
                    g = Vector256.FusedMultiplyAdd(x, v, g);
                    x = Vector256.LoadUnsafe(ref four, i);
                    d = Vector256.FusedMultiplyAdd(x, u, d);
                    h = Vector256.FusedMultiplyAdd(x, v, h);
                }

                Write(label, a, b, c, d);
                if (label + 1 < _classes) Write(label + 1, e, f, g, h);
            }

            void Write(int label, Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
            {
                scores[(row * _stride) + label] = Vector256.Sum(a) + _intercepts[label];
                scores[(second * _stride) + label] = Vector256.Sum(b) + _intercepts[label];
                scores[(third * _stride) + label] = Vector256.Sum(c) + _intercepts[label];
                scores[(fourth * _stride) + label] = Vector256.Sum(d) + _intercepts[label];
            }
        }

        ref float Row(int row) => ref _rows[(nuint)(first + row) * (nuint)_width];
    }

    /// <summary>Makes of scores what the gradient is a sum of: probabilities, less 1 for the label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Residuals(int first, int rows, Slice slice)
    {
        for (int row = 0; row < rows; row++)
        {
            Span<float> scores = slice.Scores.AsSpan(row * _stride, _classes);
            float top = scores[0];
            foreach (float score in scores) top = MathF.Max(top, score);
            float own = scores[_labels[first + row]] - top;
            // Padding counts nothing here, and adds nothing to the gradient.
            slice.Scores.AsSpan((row * _stride) + _classes, _stride - _classes).Fill(float.NegativeInfinity);
            Span<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(slice.Scores.AsSpan(row * _stride, _stride));
            Vector256<float> sums = default, offset = Vector256.Create(top);
            for (int i = 0; i < vectors.Length; i++) vectors[i] = Vector256.Exp(vectors[i] - offset);
            // Of a row that is nearly sure of its label, loss and residual are what the other classes have; beside the label's share it would be rounded away.
            float right = scores[_labels[first + row]];
            scores[_labels[first + row]] = 0;
            foreach (Vector256<float> vector in vectors) sums += vector;
            float wrong = Vector256.Sum(sums), scale = 1 / (right + wrong);
            slice.Loss += wrong < right ? Math.Log(1 + ((double)wrong / right)) : MathF.Log(right + wrong) - own;
            scores[_labels[first + row]] = -wrong;
            for (int label = 0; label < scores.Length; label++)
            {
                scores[label] *= scale;
                slice.InterceptGradient[label] += scores[label];
            }
        }
    }

    /// <summary>Two classes times 32 columns at a time, whose sums stay in registers over all rows of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddGradient(int first, int rows, Slice slice)
    {
        ref float features = ref MemoryMarshal.GetArrayDataReference(_rows), residuals = ref MemoryMarshal.GetArrayDataReference(slice.Scores);
        ref float gradient = ref MemoryMarshal.GetArrayDataReference(slice.Gradient);
        nuint start = (nuint)first * (nuint)_width;
        for (nuint column = 0; column < (nuint)_width; column += Tile)
        {
            for (int label = 0; label < _classes; label += 2)
            {
                nuint left = ((nuint)label * (nuint)_width) + column, right = left + (nuint)_width;
                Vector256<float> a = Vector256.LoadUnsafe(ref gradient, left), b = Vector256.LoadUnsafe(ref gradient, left + Lanes);
                Vector256<float> c = Vector256.LoadUnsafe(ref gradient, left + (2 * Lanes)), d = Vector256.LoadUnsafe(ref gradient, left + (3 * Lanes));
                Vector256<float> e = Vector256.LoadUnsafe(ref gradient, right), f = Vector256.LoadUnsafe(ref gradient, right + Lanes);
                Vector256<float> g = Vector256.LoadUnsafe(ref gradient, right + (2 * Lanes)), h = Vector256.LoadUnsafe(ref gradient, right + (3 * Lanes));
                nuint at = start + column;
                int residual = label;
                for (int row = 0; row < rows; row++, at += (nuint)_width, residual += _stride)
                {
                    Vector256<float> u = Vector256.Create(Unsafe.Add(ref residuals, residual));
                    Vector256<float> v = Vector256.Create(Unsafe.Add(ref residuals, residual + 1));
                    Vector256<float> x = Vector256.LoadUnsafe(ref features, at), y = Vector256.LoadUnsafe(ref features, at + Lanes);
                    a = Vector256.FusedMultiplyAdd(u, x, a);
                    b = Vector256.FusedMultiplyAdd(u, y, b);
                    e = Vector256.FusedMultiplyAdd(v, x, e);
                    f = Vector256.FusedMultiplyAdd(v, y, f);
                    x = Vector256.LoadUnsafe(ref features, at + (2 * Lanes));
                    y = Vector256.LoadUnsafe(ref features, at + (3 * Lanes));
                    c = Vector256.FusedMultiplyAdd(u, x, c);
                    d = Vector256.FusedMultiplyAdd(u, y, d);
                    g = Vector256.FusedMultiplyAdd(v, x, g);
                    h = Vector256.FusedMultiplyAdd(v, y, h);
                }

                a.StoreUnsafe(ref gradient, left);
                b.StoreUnsafe(ref gradient, left + Lanes);
                c.StoreUnsafe(ref gradient, left + (2 * Lanes));
                d.StoreUnsafe(ref gradient, left + (3 * Lanes));
                e.StoreUnsafe(ref gradient, right);
                f.StoreUnsafe(ref gradient, right + Lanes);
                g.StoreUnsafe(ref gradient, right + (2 * Lanes));
                h.StoreUnsafe(ref gradient, right + (3 * Lanes));
            }
        }
    }

    /// <summary>Rows that one thread goes through, and their sums.</summary>
    private sealed class Slice(int first, int end, int weights, int classes, int stride)
    {
        public int First => first;

        public int End => end;

        public double Loss { get; set; }

        public float[] Gradient { get; } = new float[weights];

        public double[] InterceptGradient { get; } = new double[classes];

        /// <summary>Scores, then residuals of a block, <c>[rows, stride]</c>.</summary>
        public float[] Scores { get; } = new float[BlockRows * stride];

        public void Clear()
        {
            Loss = 0;
            Array.Clear(Gradient);
            Array.Clear(InterceptGradient);
        }
    }
}
