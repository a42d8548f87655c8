using Autodidact.Engine;

namespace Autodidact.Evaluation.Probes;

/// <summary>A linear map from features to class scores.</summary>
public sealed class LinearClassifier
{
    private const int Chunk = 16384;

    private readonly float[] _weights, _intercepts;

    /// <param name="weights"><c>[classes, dimension]</c>, row-major.</param>
    /// <param name="intercepts"><c>[classes]</c>.</param>
    /// <param name="dimension">Numbers in a row of features.</param>
    public LinearClassifier(double[] weights, double[] intercepts, int dimension)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(intercepts);
        if (weights.Length != (long)intercepts.Length * dimension)
            throw new ArgumentException($"{intercepts.Length} classes of {dimension} features need {(long)intercepts.Length * dimension} weights, not {weights.Length}.", nameof(weights));
        (Weights, Intercepts, Dimension) = (weights, intercepts, dimension);
        (_weights, _intercepts) = (Array.ConvertAll(weights, value => (float)value), Array.ConvertAll(intercepts, value => (float)value));
    }

    /// <summary><c>[classes, dimension]</c>, row-major.</summary>
    public double[] Weights { get; }

    /// <summary><c>[classes]</c>.</summary>
    public double[] Intercepts { get; }

    /// <summary>Numbers in a row of features.</summary>
    public int Dimension { get; }

    /// <summary>The score of every class for every row, <c>[rows, classes]</c>, row-major: logits.</summary>
    /// <param name="features">Rows of <see cref="Dimension"/> features.</param>
    public float[] Scores(LabelledFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        float[] all = new float[(long)features.Count * Intercepts.Length];
        for (int first = 0; first < features.Count; first += Chunk)
        {
            using TensorScope scope = new();
            using NoGradient guard = new();
            ScoresOf(features, first, Math.Min(Chunk, features.Count - first)).ToArray<float>().CopyTo(all, first * Intercepts.Length);
        }

        return all;
    }

    /// <summary>Predicts every row, and says how well the scores, read as logits, fit the labels. A row that is not finite is of no class, and so wrong.</summary>
    /// <param name="test">Rows of <see cref="Dimension"/> features.</param>
    public LinearResult Measure(LabelledFeatures test)
    {
        ArgumentNullException.ThrowIfNull(test);
        int[] predictions = new int[test.Count];
        (double loss, int finite) = (0, 0);
        for (int first = 0; first < test.Count; first += Chunk)
        {
            int count = Math.Min(Chunk, test.Count - first);
            using TensorScope scope = new();
            using NoGradient guard = new();
            Tensor scores = ScoresOf(test, first, count);
            ReadOnlySpan<float> logProbabilities = scores.LogSoftmax(1).ToArray<float>();
            ReadOnlySpan<long> best = scores.Argmax(1).ToArray<long>();
            for (int row = 0; row < count; row++)
            {
                if (!FiniteRows.IsFinite(test.Row(first + row)))
                {
                    predictions[first + row] = -1;
                    continue;
                }

                predictions[first + row] = (int)best[row];
                finite++;
                loss -= logProbabilities[(row * Intercepts.Length) + test.Labels[first + row]];
            }
        }

        int hits = predictions.Where((prediction, row) => prediction == test.Labels[row]).Count();
        return new(predictions, hits, loss / Math.Max(1, finite));
    }

    private Tensor ScoresOf(LabelledFeatures features, int first, int count)
    {
        if (features.Dimension != Dimension)
            throw new ArgumentException($"The rows have {features.Dimension} features; this classifier takes {Dimension}.", nameof(features));
        Tensor rows = Tensor.From<float>(features.Values.AsSpan(first * Dimension, count * Dimension), count, Dimension);
        return Ops.Linear(rows, Tensor.From(_weights, Intercepts.Length, Dimension), Tensor.From(_intercepts));
    }
}
