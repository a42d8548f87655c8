using Autodidact.Engine;
using Autodidact.Engine.Search;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Metrics;
using Autodidact.Evaluation.Probes;

namespace Autodidact.Tests.Golden;

/// <summary>Nearest neighbours, probes and retrieval.</summary>
internal static class ProbesRetrievalGolden
{
    private const string File = "metrics_probes_retrieval";

    [GoldenCases(File, "knn_k#_T*")]
    public static void Knn(GoldenCase golden)
    {
        (LabelledFeatures train, LabelledFeatures test) = Data(golden, "knn_features", golden.Integer("classes"));
        KnnResult result = new KnnClassifier(train, golden.Integer("k"), golden.Number("T")).Measure(test);
        golden.Check("output/predictions", Widen(result.Predictions));
        golden.Check("output/top1_percent", 100 * result.Accuracy);
        golden.Check("output/top5_percent_voted_classes_only", 100 * result.AccuracyAmongFive);
        if (golden.Expected("output/top5_percent").Scalar == golden.Expected("output/top5_percent_voted_classes_only").Scalar)
            golden.Check("output/top5_percent", 100 * result.AccuracyAmongFive);
        else
            golden.LeaveOut("output/top5_percent", "it depends on the order of classes that nobody voted for");
        golden.LeaveOut("output/vote_margin_min", "it says how close to a tie the reference came, which is no result");
    }

    [GoldenCases(File, "linear_probe_C*")]
    public static void LinearProbe(GoldenCase golden)
    {
        int classes = (int)golden.Expected("output/intercept").Shape[0];
        (LabelledFeatures train, LabelledFeatures test) = Data(golden, "linear_probe_data", classes);
        double strength = golden.Number("C");
        using SoftmaxRegression problem = new(train, ScalarType.Float64), fast = new(train);
        LinearClassifier classifier = problem.Fit(1 / (strength * train.Count), tolerance: 1e-12);
        fast.Fit(1 / (strength * train.Count));
        LinearResult onTrain = classifier.Measure(train), onTest = classifier.Measure(test);
        golden.Check("output/objective", fast.Objective * strength * train.Count);
        golden.Check("output/objective", problem.Objective * strength * train.Count);
        golden.Check("output/coef", classifier.Weights, tolerance: 1e-3);
        // The stated objective is met, but the stated solution stops short of it (its gradient reaches 4e-3), most so in the flat
        // direction of the intercept.
        golden.Check("output/intercept", classifier.Intercepts, tolerance: 5e-3);
        golden.Check("output/test_accuracy", onTest.Accuracy);
        golden.Check("output/train_accuracy", onTrain.Accuracy);
        golden.Check("output/test_predictions", Widen(onTest.Predictions));
        // Both move with the coefficients, which are allowed 1e-3.
        golden.Check("output/mean_train_nll", onTrain.Loss, tolerance: 1e-3);
        golden.Check("output/mean_test_nll", onTest.Loss, tolerance: 1e-3);
    }

    [GoldenCases(File, "ridge_probe*")]
    public static void Ridge(GoldenCase golden)
    {
        int classes = (int)golden.Expected("output/intercept").Shape[0];
        (LabelledFeatures train, LabelledFeatures test) = Data(golden, "linear_probe_data", classes);
        LinearClassifier classifier = RidgeProbe.Fit(train, golden.Number("alpha"));
        golden.Check("output/coef", classifier.Weights);
        golden.Check("output/intercept", classifier.Intercepts);
        golden.Check("output/test_accuracy", classifier.Measure(test).Accuracy);
    }

    [GoldenCases(File, "retrieval_#")]
    public static void RetrievalScores(GoldenCase golden)
    {
        int classes = 1 + (int)golden.Input("gallery_labels").Integers.Concat(golden.Input("query_labels").Integers).Max();
        LabelledFeatures queries = Part(golden, "queries", "query_labels", classes), gallery = Part(golden, "gallery", "gallery_labels", classes);
        Neighbours ranks = Retrieval.Rank(queries, gallery);
        IReadOnlyList<RankedRelevance> answers = Retrieval.Judge(ranks, queries, gallery);
        golden.Check("output/ranking", Array.ConvertAll(ranks.Ids, id => (double)id));
        golden.Check("output/average_precision", [.. answers.Select(answer => answer.AveragePrecision)]);
        golden.Check("output/map", answers.Average(answer => answer.AveragePrecision));
        golden.Check("output/map_at_r", answers.Average(answer => answer.AveragePrecisionAtR));
        golden.Check("output/mrr", answers.Average(answer => answer.ReciprocalRank));
        golden.Check("output/r_precision", answers.Average(answer => answer.RPrecision));
        foreach (string expectation in golden.Expectations.Where(name => name.Contains("_at_", StringComparison.Ordinal) && char.IsDigit(name[^1])))
        {
            string[] parts = expectation["output/".Length..].Split("_at_");
            int k = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            golden.Check(expectation, answers.Average(answer => parts[0] switch
            {
                "ndcg" => answer.NdcgAt(k),
                "precision" => answer.PrecisionAt(k),
                "recall" => answer.RecallAt(k),
                _ => throw new InvalidDataException($"The measure '{parts[0]}' of {golden} is unknown."),
            }));
        }
    }

    private static (LabelledFeatures Train, LabelledFeatures Test) Data(GoldenCase golden, string name, int classes)
    {
        GoldenCase data = golden.Other(name);
        return (Part(data, "train", "train_labels", classes), Part(data, "test", "test_labels", classes));
    }

    private static LabelledFeatures Part(GoldenCase data, string features, string labels, int classes) => new(
        data.Input(features).Floats, (int)data.Input(features).Shape[1], Array.ConvertAll(data.Input(labels).Integers, label => (int)label), classes);

    private static double[] Widen(int[] values) => Array.ConvertAll(values, value => (double)value);
}
