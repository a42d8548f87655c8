using Autodidact.Engine;
using Autodidact.Evaluation.Probes;

namespace Autodidact.Evaluation.FewShot;

/// <summary>Classifiers that few rows of a training part are enough for, measured on one test part, whose rows that are not finite count as wrong.</summary>
internal sealed class FewShotTask : IDisposable
{
    private readonly LabelledFeatures _train;
    private readonly Tensor _test, _labels;

    /// <param name="train">Finite rows, at least one.</param>
    /// <param name="test">Rows to measure on.</param>
    public FewShotTask(LabelledFeatures train, LabelledFeatures test)
    {
        _train = train;
        using TensorScope scope = new();
        _test = Tensor.From(test.Values, test.Count, test.Dimension).Own();
        _labels = Tensor.From<long>([.. test.Labels.Select((label, row) => FiniteRows.IsFinite(test.Row(row)) ? label : -1L)], test.Count).Own();
    }

    /// <summary>Rows less the mean of the training part's, each of length 1.</summary>
    public static FewShotTask Centred(LabelledFeatures train, LabelledFeatures test)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        float[] mean = Tensor.From(train.Values, train.Count, train.Dimension).Mean([0], dtype: ScalarType.Float64).To(ScalarType.Float32).ToArray<float>();
        return new(Of(train), Of(test));

        LabelledFeatures Of(LabelledFeatures features)
        {
            float[] moved = (float[])features.Values.Clone();
            for (int i = 0; i < moved.Length; i++) moved[i] -= mean[i % mean.Length];
            return new(UnitRows.Of(moved, features.Dimension), features.Dimension, features.Labels, features.Classes);
        }
    }

    /// <summary>Accuracy of the class whose mean direction has the largest cosine with a test row.</summary>
    /// <param name="rows">Rows of the training part that have labels.</param>
    public double NearestMean(int[] rows)
    {
        int dimension = _train.Dimension;
        float[] sums = new float[_train.Classes * dimension];
        double[] absent = new double[_train.Classes];
        Array.Fill(absent, double.NegativeInfinity);
        foreach (int row in rows)
        {
            ReadOnlySpan<float> values = _train.Row(row);
            Span<float> sum = sums.AsSpan(_train.Labels[row] * dimension, dimension);
            for (int i = 0; i < values.Length; i++) sum[i] += values[i];
            absent[_train.Labels[row]] = 0;
        }

        using TensorScope scope = new();
        using NoGradient guard = new();
        return Accuracy(Tensor.From(UnitRows.Of(sums, dimension), _train.Classes, dimension), Tensor.From(absent).To(ScalarType.Float32));
    }

    /// <summary>Accuracy of logistic regression.</summary>
    /// <param name="rows">Rows of the training part that have labels.</param>
    /// <param name="l2">Strength of the penalty.</param>
    public double Regression(int[] rows, double l2)
    {
        using SoftmaxRegression problem = new(_train.Rows(rows));
        LinearClassifier classifier = problem.Fit(l2, tolerance: 1e-4, maximumIterations: 200);
        using TensorScope scope = new();
        using NoGradient guard = new();
        return Accuracy(Tensor.From(classifier.Weights, _train.Classes, _train.Dimension).To(ScalarType.Float32), Tensor.From(classifier.Intercepts).To(ScalarType.Float32));
    }

    public void Dispose()
    {
        _test.Dispose();
        _labels.Dispose();
    }

    private double Accuracy(Tensor weights, Tensor intercepts) =>
        (double)Ops.Linear(_test, weights, intercepts).Argmax(1).Eq(_labels).Sum([0L]).Item<long>() / _labels.Size(0);
}
