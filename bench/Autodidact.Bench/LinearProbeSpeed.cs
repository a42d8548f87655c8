using System.Diagnostics;
using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Probes;

/// <summary>Logistic regression on features in a file, for comparison with <c>bench/peers/linear_probe_sklearn.py</c>, which makes such files. One JSON line, as that prints.</summary>
internal static class LinearProbeSpeed
{
    private const int Rounds = 5;

    public static void Measure(string file, double l2, int threads)
    {
        TorchRuntime.Threads = threads;
        LabelledFeatures data = Read(file);
        (double seconds, double processor) = (double.PositiveInfinity, double.PositiveInfinity);
        (double objective, int iterations, int evaluations) = (0, 0, 0);
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan used = Process.GetCurrentProcess().TotalProcessorTime;
            Stopwatch watch = Stopwatch.StartNew();
            using SoftmaxRegression problem = new(data);
            LinearClassifier classifier = problem.Fit(l2);
            (double took, double cores) = (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds);
            // The first round is the compiler's and the cache's.
            if (round > 0) (seconds, processor) = (Math.Min(seconds, took), Math.Min(processor, cores));
            (objective, iterations, evaluations) = (ObjectiveOf(classifier, data, l2), problem.Iterations, problem.Evaluations);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $$"""{"seconds": {{seconds:F4}}, "processor_seconds": {{processor:F4}}, "iterations": {{iterations}}, "evaluations": {{evaluations}}, "objective": {{objective:R}}, "rows": {{data.Count}}, "dimension": {{data.Dimension}}, "l2": {{l2:R}}, "threads": {{threads}}}"""));
    }

    // In double precision, apart from how the fit counted it.
    private static double ObjectiveOf(LinearClassifier classifier, LabelledFeatures data, double l2)
    {
        double loss = 0;
        double[] scores = new double[data.Classes];
        for (int row = 0; row < data.Count; row++)
        {
            ReadOnlySpan<float> values = data.Row(row);
            for (int label = 0; label < scores.Length; label++)
            {
                scores[label] = classifier.Intercepts[label];
                for (int i = 0; i < values.Length; i++) scores[label] += values[i] * classifier.Weights[(label * data.Dimension) + i];
            }

            double top = scores.Max();
            loss += Math.Log(scores.Sum(score => Math.Exp(score - top))) + top - scores[data.Labels[row]];
        }

        return (loss / data.Count) + (l2 / 2 * classifier.Weights.Sum(weight => weight * weight));
    }

    private static LabelledFeatures Read(string file)
    {
        using NumpyArchive archive = NumpyArchive.Open(file);
        NumpyArray features = archive.Read("features");
        int[] labels = Array.ConvertAll(archive.Read("labels").Values<long>().ToArray(), label => (int)label);
        return new(features.Values<float>().ToArray(), (int)features.Shape[1], labels, labels.Max() + 1);
    }
}
