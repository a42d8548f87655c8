using Autodidact.Engine;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the contrastive objectives that need no memory.</summary>
internal static class ContrastiveGolden
{
    private const string File = "loss_contrastive";

    [GoldenCases(File, "ntxent_#")]
    private static void NtXent(GoldenCase golden) => Check(golden, (rows, views) => Contrastive.NtXent(rows, views, golden.Number("temperature")));

    [GoldenCases(File, "dcl_#")]
    private static void Decoupled(GoldenCase golden) => Check(golden, (rows, views) => Contrastive.Decoupled(rows, views, golden.Number("temperature")));

    [GoldenCases(File, "dclw_#")]
    private static void WeightedDecoupled(GoldenCase golden) => Check(golden, (rows, views) =>
        Contrastive.Decoupled(rows, views, golden.Number("temperature"), Contrastive.MisesFisherWeights(rows, views, golden.Number("sigma"))));

    [GoldenCases(File, "macl_#")]
    private static void ModelAware(GoldenCase golden) => Check(golden, (rows, views) =>
        Contrastive.ModelAware(rows, views, golden.Number("temperature"), golden.Number("alpha"), golden.Number("A_0")));

    [GoldenCases(File, "mocov3_#")]
    private static void MoCoV3(GoldenCase golden)
    {
        double temperature = golden.Number("temperature");
        CheckOne(golden, "q", query => Contrastive.Matching(query, golden.Input("k").ToTensor(), temperature) * (2 * temperature));
    }

    [GoldenCases(File, "nnclr_#")]
    private static void Neighbours(GoldenCase golden) =>
        CheckOne(golden, "p", predicted => Contrastive.Matching(golden.Input("nn").ToTensor(), predicted, golden.Number("temperature")));

    [GoldenCases(File, "ressl_#")]
    private static void Relational(GoldenCase golden) => CheckOne(golden, "q", query => Contrastive.Relational(
        query, golden.Input("k").ToTensor(), golden.Input("queue").ToTensor(), golden.Number("temperature_q"), golden.Number("temperature_k")));

    [GoldenCases(File, "supcon_#")]
    private static void Supervised(GoldenCase golden)
    {
        long[] shape = golden.Input("features").Shape;
        Tensor? labels = golden.Flag("labels") ? golden.Input("labels").ToTensor() : null;
        CheckOne(golden, "features", features => SupervisedContrastive.Loss(
            features.Transpose(0, 1).Reshape([shape[0] * shape[1], shape[2]]), (int)shape[1], labels,
            golden.Number("temperature"), golden.Number("base_temperature"), golden.Text("contrast_mode") == "one"));
    }

    private static void Check(GoldenCase golden, Func<Tensor, int, Tensor> objective)
    {
        string[] views = [.. golden.Inputs.Keys.Order(StringComparer.Ordinal)];
        Tensor[] embeddings = [.. views.Select(view => golden.Input(view).ToTensor(requiresGradient: true))];

        Tensor loss = objective(Ops.Cat(embeddings), views.Length);
        loss.Backward();

        golden.Check("output/loss", loss.Item<double>());
        for (int i = 0; i < views.Length; i++) golden.Check("grad/" + views[i], embeddings[i].Gradient);
    }

    private static void CheckOne(GoldenCase golden, string input, Func<Tensor, Tensor> objective)
    {
        Tensor rows = golden.Input(input).ToTensor(requiresGradient: true);
        Tensor loss = objective(rows);
        loss.Backward();
        golden.Check("output/loss", loss.Item<double>());
        golden.Check("grad/" + input, rows.Gradient);
    }
}
