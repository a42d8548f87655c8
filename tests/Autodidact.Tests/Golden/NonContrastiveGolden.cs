using Autodidact.Engine;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the objectives without negatives: prediction, redundancy, whitening, coding rate, capacity, normality.</summary>
internal static class NonContrastiveGolden
{
    private const string File = "loss_noncontrastive";

    [GoldenCases(File, "negative_cosine_#")]
    private static void NegativeCosine(GoldenCase golden) => Check(golden, inputs => Prediction.NegativeCosine(inputs["x0"], inputs["x1"]));

    [GoldenCases(File, "byol_symmetric_#")]
    private static void Byol(GoldenCase golden)
    {
        Check(golden, inputs =>
        {
            Tensor loss = Prediction.Byol(Views(inputs, "p"), Views(inputs, "z"), 2);
            golden.Check("output/loss_half", loss / 2);       // the mean of both directions
            return loss;
        });
    }

    [GoldenCases(File, "simsiam_#")]
    private static void SimSiam(GoldenCase golden) => Check(golden, inputs => Prediction.SimSiam(Views(inputs, "p"), Views(inputs, "z"), 2));

    [GoldenCases(File, "barlow_twins_#")]
    private static void BarlowTwins(GoldenCase golden) =>
        Check(golden, inputs => Redundancy.BarlowTwins(inputs["z0"], inputs["z1"], golden.Number("bn_eps", otherwise: 1e-5)).Weighted(golden.Number("lambd")));

    [GoldenCases(File, "vicreg_#")]
    private static void VicReg(GoldenCase golden) => Check(golden, inputs => Redundancy.VicReg(inputs["z0"], inputs["z1"], golden.Number("eps", otherwise: 1e-4))
        .Weighted(golden.Number("sim_coeff"), golden.Number("std_coeff"), golden.Number("cov_coeff")));

    [GoldenCases(File, "vibcreg_#")]
    private static void VibCReg(GoldenCase golden) => Check(golden, inputs => Redundancy.VibCReg(inputs["z0"], inputs["z1"])
        .Weighted(golden.Number("sim"), golden.Number("var"), golden.Number("cov")));

    [GoldenCases(File, "vicregl_#")]
    private static void VicRegL(GoldenCase golden)
    {
        int[] matches = [.. golden.Numbers("num_matches").Select(count => (int)count)];
        Check(golden, inputs =>
        {
            LocalFeatures[] large = [.. inputs.Keys.Where(name => name.StartsWith("global_", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => name["global_".Length..]).Select(view => new LocalFeatures(inputs["global_" + view], inputs["local_" + view], inputs["grid_" + view]))];
            LocalFeatures[] small = [.. inputs.Keys.Where(name => name.StartsWith("lglobal", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => name["lglobal".Length..]).Select(view => new LocalFeatures(inputs["lglobal" + view], inputs["llocal" + view], inputs["lgrid" + view]))];
            return LocalRedundancy.VicRegL([.. large, .. small], large.Length, (matches[0], matches[1]))
                .Weighted(golden.Number("alpha"), golden.Number("lambda_"), golden.Number("mu"), golden.Number("nu"));
        });
    }

    [GoldenCases(File, "tico_#")]
    private static void TiCo(GoldenCase golden) => Check(golden, inputs =>
    {
        long dimension = inputs["z0_0"].Size(1);
        Tensor covariance = Tensor.Zeros([dimension, dimension]);
        Tensor[] losses = new Tensor[golden.Integer("steps")];
        for (int step = 0; step < losses.Length; step++)
        {
            TiCoTerms terms = Redundancy.TiCo(inputs[$"z0_{step}"], inputs[$"z1_{step}"], covariance, golden.Number("beta"));
            (losses[step], covariance) = (terms.Weighted(golden.Number("rho")), terms.Covariance);
            golden.Check($"output/loss_{step}", losses[step]);
            golden.Check($"output/C_{step}", covariance);
        }
        return Ops.Stack(losses).Sum();
    });

    [GoldenCases(File, "mmcr_#")]
    private static void Mmcr(GoldenCase golden) =>
        Check(golden, inputs => ManifoldCapacity.Mmcr(Ops.Cat([inputs["online"], inputs["momentum"]], 1)).Weighted(golden.Number("lmda")));

    // The reference adds the coding rate to the loss; the paper, and EmpSslTerms.Weighted, subtract it.
    [GoldenCases(File, "emp_ssl_#")]
    private static void EmpSsl(GoldenCase golden) => Check(golden, inputs =>
    {
        EmpSslTerms terms = CodingRate.EmpSsl(Ops.Stack(Numbered(inputs, "z_")), golden.Number("tcr_eps"));
        return terms.Rate + (terms.Invariance * golden.Number("inv_coef"));
    });

    [GoldenCases(File, "wmse_#")]
    private static void WMse(GoldenCase golden) => Check(golden, inputs =>
    {
        const double momentum = 0.01;       // the reference's default; no case says another
        long dimension = inputs["x"].Size(1);
        (Tensor loss, IReadOnlyList<Whitened> parts) = Whitening.WMse(inputs["x"], golden.Integer("num_samples"), golden.Integer("w_size"), golden.Number("eps"));
        (Tensor mean, Tensor covariance) = (Tensor.Zeros([dimension]), Tensor.Eye(dimension));
        foreach (Whitened part in parts)
        {
            mean = (mean * (1 - momentum)) + (part.Mean.Detach() * momentum);
            covariance = (covariance * (1 - momentum)) + (part.Covariance.Detach() * momentum);
        }
        golden.Check("output/running_mean", mean);
        golden.Check("output/running_variance", covariance);
        return loss;
    });

    [GoldenCases(File, "lejepa_#")]
    private static void LeJepa(GoldenCase golden) => Check(golden, inputs =>
    {
        Tensor large = inputs["global_proj"], small = inputs["local_proj"];
        LeJepaTerms terms = SketchedNormality.LeJepa(
            Ops.Cat([large, small]), (int)large.Size(0), golden.Input("directions").ToTensor(), golden.Integer("knots"), golden.Number("t_max"));
        golden.Check("output/sigreg", terms.Normality);
        return terms.Weighted(golden.Number("lambda_param"));
    });

    // What a loss is a constant in has no gradient; the reference calls that zero.
    private static void Check(GoldenCase golden, Func<IReadOnlyDictionary<string, Tensor>, Tensor> objective)
    {
        Dictionary<string, Tensor> inputs = golden.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor(requiresGradient: true));
        Tensor loss = objective(inputs);
        loss.Backward();
        golden.Check("output/loss", loss.Item<double>());
        foreach ((string name, Tensor input) in inputs)
            if (golden.Expects("grad/" + name)) golden.Check("grad/" + name, input.Gradient ?? Tensor.Zeros(input.Shape));
    }

    private static Tensor Views(IReadOnlyDictionary<string, Tensor> inputs, string name) => Ops.Cat([inputs[name + "0"], inputs[name + "1"]]);

    private static Tensor[] Numbered(IReadOnlyDictionary<string, Tensor> inputs, string prefix) =>
        [.. Enumerable.Range(0, inputs.Count).TakeWhile(i => inputs.ContainsKey($"{prefix}{i}")).Select(i => inputs[$"{prefix}{i}"])];
}
