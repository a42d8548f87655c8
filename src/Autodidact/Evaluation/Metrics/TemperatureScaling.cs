using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>
/// One number that makes a classifier as sure as it is right: logits are divided by the temperature at which labels are most likely. Which class wins does not change.
/// Guo et al. 2017, arXiv:1706.04599, section 4.2.
/// </summary>
public static class TemperatureScaling
{
    private const int MostSteps = 100;
    private const double Coldest = 1e-3, Hottest = 1e3;

    /// <summary>The temperature of least <see cref="Calibration.NegativeLogLikelihood"/>, 0.001 to 1000. Fit it on rows that are neither trained nor measured on.</summary>
    /// <param name="logits"><c>[rows, classes]</c>, row-major.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="classes">Classes there are, at least 1.</param>
    /// <exception cref="ArgumentException">There are not so many scores, or no row.</exception>
    public static double Fit(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, int classes)
    {
        if (labels.IsEmpty || logits.Length != (long)labels.Length * classes)
            throw new ArgumentException($"{labels.Length} labels need {labels.Length} rows of {classes} scores; there are {logits.Length} scores.", nameof(logits));
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor scores = Tensor.From(logits, labels.Length, classes).To(ScalarType.Float64);
        Tensor wanted = Tensor.From(Array.ConvertAll(labels.ToArray(), label => (long)label)).Unsqueeze(1);
        double said = scores.Gather(1, wanted).Sum().Item<double>() / labels.Length;
        // In the inverse temperature the likelihood is convex. Newton's steps are kept between a slope that falls and one that rises.
        double low = 1 / Hottest, high = 1 / Coldest, inverse = 1;
        for (int step = 0; step < MostSteps && high - low > 1e-12 * high; step++)
        {
            using TensorScope inner = new();
            Tensor probabilities = (scores * inverse).Softmax(1);
            Tensor mean = (probabilities * scores).Sum([1L]);
            double slope = (mean.Sum().Item<double>() / labels.Length) - said;
            double curvature = ((probabilities * scores.Square()).Sum([1L]) - mean.Square()).Sum().Item<double>() / labels.Length;
            if (slope > 0) high = inverse;
            else low = inverse;
            double next = inverse - (slope / curvature);
            if (!(next > low && next < high)) next = Math.Sqrt(low * high);
            if (Math.Abs(next - inverse) <= 1e-12 * inverse) break;
            inverse = next;
        }
        return 1 / inverse;
    }
}
