using Autodidact.Engine;

namespace Autodidact.Evaluation.Probes;

/// <summary>Moves each feature to mean 0 and deviation 1 of the rows it was measured on; a constant feature becomes 0.</summary>
public sealed class Standardization
{
    private readonly double[] _mean, _scale;

    /// <param name="data">The rows to measure; only training rows belong here.</param>
    public Standardization(LabelledFeatures data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ColumnMoments moments = new(data);
        (_mean, _scale) = (moments.Mean, new double[data.Dimension]);
        for (int i = 0; i < _scale.Length; i++)
        {
            double deviation = moments.Deviation[i];
            _scale[i] = deviation > 1e-7 * Math.Abs(_mean[i]) && deviation > 1e-12 ? 1 / deviation : 0;
        }
    }

    /// <summary>The standardised rows, as a copy.</summary>
    public LabelledFeatures Apply(LabelledFeatures data)
    {
        ArgumentNullException.ThrowIfNull(data);
        float[] values = new float[data.Values.Length];
        Parallel.For(0, data.Count, new ParallelOptions { MaxDegreeOfParallelism = TorchRuntime.Threads }, row =>
        {
            ReadOnlySpan<float> source = data.Row(row);
            Span<float> target = values.AsSpan(row * data.Dimension, data.Dimension);
            for (int i = 0; i < source.Length; i++) target[i] = (float)((source[i] - _mean[i]) * _scale[i]);
        });

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
