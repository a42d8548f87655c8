namespace Autodidact.Evaluation.Probes;

/// <summary>Moves each feature to mean 0 and deviation 1 of the rows it was measured on; a constant feature becomes 0.</summary>
public sealed class Standardization
{
    private readonly double[] _mean, _scale;

    /// <param name="data">The rows to measure; only training rows belong here.</param>
    public Standardization(LabelledFeatures data)
    {
        ArgumentNullException.ThrowIfNull(data);
        (_mean, _scale) = (new double[data.Dimension], new double[data.Dimension]);
        double[] squares = new double[data.Dimension];
        for (int row = 0; row < data.Count; row++)
        {
            ReadOnlySpan<float> values = data.Row(row);
            // Welford's recurrence: exact also where the mean is large beside the deviation.
            for (int i = 0; i < values.Length; i++)
            {
                double offset = values[i] - _mean[i];
                _mean[i] += offset / (row + 1);
                squares[i] += offset * (values[i] - _mean[i]);
            }
        }

        for (int i = 0; i < squares.Length; i++)
        {
            double deviation = Math.Sqrt(squares[i] / Math.Max(1, data.Count));
            _scale[i] = deviation > 1e-7 * Math.Abs(_mean[i]) && deviation > 1e-12 ? 1 / deviation : 0;
        }
    }

    /// <summary>The standardised rows, as a copy.</summary>
    public LabelledFeatures Apply(LabelledFeatures data)
    {
        ArgumentNullException.ThrowIfNull(data);
        float[] values = new float[data.Values.Length];
        for (int row = 0, at = 0; row < data.Count; row++)
        {
            for (int i = 0; i < data.Dimension; i++, at++) values[at] = (float)((data.Values[at] - _mean[i]) * _scale[i]);
        }

        return new(values, data.Dimension, data.Labels, data.Classes);
    }

    /// <summary>The classifier of raw features that scores them as <paramref name="standardized"/> scores standardised ones.</summary>
    public LinearClassifier Fold(LinearClassifier standardized)
    {
        ArgumentNullException.ThrowIfNull(standardized);
        double[] weights = [.. standardized.Weights], intercepts = [.. standardized.Intercepts];
        for (int i = 0; i < weights.Length; i++)
        {
            int feature = i % _mean.Length;
            weights[i] *= _scale[feature];
            intercepts[i / _mean.Length] -= weights[i] * _mean[feature];
        }

        return new(weights, intercepts, _mean.Length);
    }
}
