using Autodidact.Engine;

namespace Autodidact.Evaluation.Probes;

/// <summary>
/// Ridge regression onto one-hot classes, in closed form: <c>(X^T X + penalty I) W^T = X^T Y</c> with centred X and Y, the
/// intercept unpenalised. The largest score is the prediction.
/// </summary>
public static class RidgeProbe
{
    /// <summary>Fits the probe in double precision.</summary>
    /// <param name="train">Training rows, at least one.</param>
    /// <param name="penalty">Scikit-learn's <c>alpha</c>: weight of |W|^2 beside the summed squared errors, above 0.</param>
    public static LinearClassifier Fit(LabelledFeatures train, double penalty)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(penalty);
        if (train.Count == 0) throw new ArgumentException("There are no rows to fit.", nameof(train));
        double[] targets = new double[train.Count * train.Classes];
        for (int row = 0; row < train.Count; row++) targets[(row * train.Classes) + train.Labels[row]] = 1;
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor features = Tensor.From(train.Values, train.Count, train.Dimension).To(ScalarType.Float64);
        Tensor wanted = Tensor.From(targets, train.Count, train.Classes);
        Tensor mean = features.Mean([0]), share = wanted.Mean([0]);
        Tensor centred = features - mean;
        Tensor normal = centred.T().Matmul(centred) + (Tensor.Eye(train.Dimension, ScalarType.Float64) * penalty);
        Tensor weights = normal.LinalgSolve(centred.T().Matmul(wanted - share)).T();                 // [classes, dimension]
        Tensor intercepts = share - weights.Matmul(mean);
        return new(weights.ToArray<double>(), intercepts.ToArray<double>(), train.Dimension);
    }
}
