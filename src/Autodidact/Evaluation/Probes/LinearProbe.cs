using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Probes;

/// <summary>
/// What a linear classifier can read out of frozen features: multinomial logistic regression on standardised features, its
/// L2 penalty chosen on rows held out of the training rows, then fitted again on all of them.
/// </summary>
public static class LinearProbe
{
    private const int Patience = 3, PathIterations = 100;
    private const double PathTolerance = 1e-5;

    /// <summary>The penalty where nothing can be held out: the middle of the usual range.</summary>
    internal const double UnchosenL2 = 1e-2;

    /// <summary>Fits the probe. Sees training rows only, and of them those that are finite: one that is not would leave no number in any weight.</summary>
    /// <param name="train">Training rows, at least one. Where none is finite, the probe scores every class alike.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancel">Checked between fits.</param>
    public static LinearProbeFit Fit(LabelledFeatures train, LinearProbeOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new LinearProbeOptions();
        train = FiniteRows.Of(train);
        if (train.Count == 0) return new(new(new double[train.Classes * train.Dimension], new double[train.Classes], train.Dimension), UnchosenL2, double.NaN, 0, 0);
        (double l2, double accuracy, int count, double temperature) = Choose(train, options, cancel);
        Standardization standardization = new(train);
        using SoftmaxRegression problem = new(standardization.Apply(train));
        LinearClassifier classifier = standardization.Fold(problem.Fit(l2, maximumIterations: options.MaximumIterations));
        return new(classifier, l2, accuracy, count, problem.Iterations, temperature);
    }

    private static (double L2, double Accuracy, int Count, double Temperature) Choose(LabelledFeatures train, LinearProbeOptions options, CancellationToken cancel)
    {
        double[] path = [.. options.L2.OrderDescending()];
        if (path.Length == 0) throw new ArgumentException("There is no penalty to choose from.", nameof(options));
        StratifiedSplit split = StratifiedSplit.Of(train.Labels, options.ValidationShare, options.Seed);
        if (path.Length == 1 || split.Held.Length == 0) return (path.Length == 1 ? path[0] : UnchosenL2, double.NaN, 0, 1);
        LabelledFeatures fitted = train.Rows(split.Kept);
        Standardization standardization = new(fitted);
        LabelledFeatures validation = standardization.Apply(train.Rows(split.Held));
        using SoftmaxRegression problem = new(standardization.Apply(fitted));
        (double l2, double accuracy, LinearClassifier best) = AlongPath(problem, path, classifier => classifier.Measure(validation).Accuracy, cancel);
        return (l2, accuracy, validation.Count, TemperatureScaling.Fit(best.Scores(validation), validation.Labels, validation.Classes));
    }

    /// <summary>Goes from strong penalties to weak ones, each fit from where the last one ended, until none of the last three was better.</summary>
    /// <param name="problem">What is fitted.</param>
    /// <param name="path">Penalties, falling, at least one.</param>
    /// <param name="reached">How good a fit is on rows that are held out, at least 0; more is better.</param>
    /// <param name="cancel">Checked between fits.</param>
    /// <returns>The best penalty, what it reached, and the fit.</returns>
    internal static (double L2, double Reached, LinearClassifier Best) AlongPath(SoftmaxRegression problem, IReadOnlyList<double> path, Func<LinearClassifier, double> reached, CancellationToken cancel)
    {
        (double l2, double most, int since) = (path[0], -1, 0);
        LinearClassifier? best = null;
        foreach (double candidate in path)
        {
            cancel.ThrowIfCancellationRequested();
            LinearClassifier classifier = problem.Fit(candidate, PathTolerance, PathIterations);
            double now = reached(classifier);
            if (now > most) (l2, most, since, best) = (candidate, now, 0, classifier);
            else if (++since == Patience) break;
        }

        return (l2, most, best!);
    }
}
