using Autodidact.Engine;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds CLIP and SigLIP, contrastive predictive coding, and alignment and uniformity.</summary>
internal static class CrossModalGolden
{
    private const string File = "loss_contrastive";

    [GoldenCases(File, "clip_#")]
    private static void Clip(GoldenCase golden) => Check(golden, inputs => CrossModal.Clip(inputs["image"], inputs["text"], inputs["logit_scale"]));

    [GoldenCases(File, "siglip_#")]
    private static void SigLip(GoldenCase golden) =>
        Check(golden, inputs => CrossModal.SigLip(inputs["image"], inputs["text"], inputs["logit_scale"], inputs["logit_bias"]));

    [GoldenCases(File, "align_uniform_#")]
    private static void AlignmentAndUniformity(GoldenCase golden) => Check(golden, inputs =>
    {
        double t = golden.Number("t");
        Tensor alignment = Hypersphere.Alignment(inputs["x"], inputs["y"], golden.Number("alpha"));
        Tensor uniformity = Hypersphere.Uniformity(inputs["x"], t);
        golden.Check("output/align", alignment.Item<double>());
        golden.Check("output/uniform", uniformity.Item<double>());
        return alignment + ((uniformity + Hypersphere.Uniformity(inputs["y"], t)) / 2);
    });

    [GoldenCases(File, "cpc_batch_negatives_#")]
    private static void PredictiveCodingInTheBatch(GoldenCase golden) => Check(golden, inputs =>
    {
        golden.Check("output/loss_over_contexts", PredictiveCoding.BatchNegatives(inputs["z"], inputs["c"], inputs["W"], overContexts: true).Item<double>());
        return PredictiveCoding.BatchNegatives(inputs["z"], inputs["c"], inputs["W"]);
    });

    [GoldenCases(File, "cpc_sampled_negatives_#")]
    private static void PredictiveCodingWithDraws(GoldenCase golden) => Check(golden, inputs =>
    {
        (Tensor loss, Tensor accuracy) = PredictiveCoding.SampledNegatives(inputs["z"], inputs["c"], inputs["W"], inputs["neg_perm"]);
        golden.Check("output/accuracy", accuracy.Item<double>());
        return loss;
    });

    private static void Check(GoldenCase golden, Func<IReadOnlyDictionary<string, Tensor>, Tensor> objective)
    {
        Dictionary<string, Tensor> inputs = golden.Inputs.ToDictionary(input => input.Key, input => input.Value.ToTensor(requiresGradient: !input.Value.IsInteger));
        Tensor loss = objective(inputs);
        loss.Backward();
        golden.Check("output/loss", loss.Item<double>());
        foreach ((string name, Tensor input) in inputs.Where(input => golden.Expects("grad/" + input.Key))) golden.Check("grad/" + name, input.Gradient);
    }
}
