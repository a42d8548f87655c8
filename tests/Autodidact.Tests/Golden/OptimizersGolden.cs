using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Engine.Optimization.Schedules;

namespace Autodidact.Tests.Golden;

/// <summary>Trajectories of published optimizers over a small network, and what belongs to them.</summary>
internal static class OptimizersGolden
{
    [GoldenCases("optimizers", "sgd_*")]
    public static void Sgd(GoldenCase golden) => Follow(golden, ParameterGroups.Together, groups => new Sgd(
        groups, golden.Number("lr"), golden.Number("momentum", 0), golden.Number("weight_decay", 0), golden.Number("dampening", 0), IsOn(golden, "nesterov")));

    [GoldenCases("optimizers", "adam_*")]
    public static void Adam(GoldenCase golden) => Follow(golden, ParameterGroups.Together, groups => new Adam(
        groups, golden.Number("lr"), Betas(golden)[0], Betas(golden)[1], golden.Number("eps"), golden.Number("weight_decay", 0), amsgrad: golden.Name.Contains("amsgrad", StringComparison.Ordinal)));

    [GoldenCases("optimizers", "adamw")]
    public static void AdamW(GoldenCase golden) => Follow(golden, ParameterGroups.Together, groups => MakeAdamW(golden, groups));

    [GoldenCases("optimizers", "adamw_no_decay_1d")]
    public static void AdamWByDecay(GoldenCase golden) => Follow(golden, ParameterGroups.ByDecay, groups => MakeAdamW(golden, groups));

    [GoldenCases("optimizers", "adagrad")]
    public static void Adagrad(GoldenCase golden) =>
        Follow(golden, ParameterGroups.Together, groups => new Adagrad(groups, golden.Number("lr"), golden.Number("eps")));

    [GoldenCases("optimizers", "rmsprop")]
    public static void RmsProp(GoldenCase golden) => Follow(golden, ParameterGroups.Together, groups => new RmsProp(
        groups, golden.Number("lr"), golden.Number("alpha"), golden.Number("eps"), momentum: golden.Number("momentum")));

    [GoldenCases("optimizers", "lars_moco_v3")]
    public static void LarsMocoV3(GoldenCase golden) => Follow(golden, ParameterGroups.ByDecay, groups => new Lars(
        groups, golden.Number("lr"), golden.Number("momentum"), golden.Number("weight_decay"), golden.Number("trust_coefficient")));

    [GoldenCases("optimizers", "lars_no_exclusion")]
    public static void LarsBarlowTwins(GoldenCase golden) => Follow(golden, ParameterGroups.Together, groups => new Lars(
        groups, golden.Number("lr"), golden.Number("momentum"), golden.Number("weight_decay"), golden.Number("eta")));

    [GoldenCases("optimizers", "lars_lightly*")]
    public static void LarsLightly(GoldenCase golden) => Follow(golden, golden.Has("exclude") ? ParameterGroups.ByDecay : ParameterGroups.Together, groups => new Lars(
        groups, golden.Number("lr"), golden.Number("momentum"), golden.Number("weight_decay"), golden.Number("trust_coefficient"),
        golden.Number("eps"), IsOn(golden, "nesterov"), separateNorms: true));

    [GoldenCases("optimizers", "lars_solo_clip")]
    public static void LarsSoloLearn(GoldenCase golden) => Follow(golden, golden.Flag("exclude_bias_n_norm") ? ParameterGroups.ByDecay : ParameterGroups.Together, groups => new Lars(
        groups, golden.Number("lr"), golden.Number("momentum"), golden.Number("weight_decay"), golden.Number("eta"),
        golden.Number("eps", 1e-8), separateNorms: true, clip: golden.Flag("clip_lr")));

    [GoldenCases("optimizers", "lamb_cybertronai")]
    public static void LambWithoutCorrection(GoldenCase golden) =>
        Follow(golden, ParameterGroups.Together, groups => MakeLamb(golden, groups, golden.Numbers("weight_norm_clamp")[1]));

    [GoldenCases("optimizers", "lamb_timm")]
    public static void LambOfTimm(GoldenCase golden) =>
        Follow(golden, ParameterGroups.ByDecay, groups => MakeLamb(golden, groups), golden.Number("max_grad_norm"));

    [GoldenCases("optimizers", "layerwise_lr_decay")]
    public static void LayerWise(GoldenCase golden)
    {
        const string Scale = "output/lr_scale/", Decay = "output/weight_decay/";
        using TensorScope scope = new();
        int depth = golden.Integer("depth");
        ParameterGroup[] groups = ParameterGroups.ByLayer(
            golden.Expectations.Where(name => name.StartsWith(Scale, StringComparison.Ordinal)).Select(name => name[Scale.Length..])
                .Select(name => new NamedTensor(name, Tensor.Zeros(name.EndsWith(".bias", StringComparison.Ordinal) || name.Contains("norm", StringComparison.Ordinal) ? [2] : [2, 2]))),
            name => ParameterGroups.VisionTransformerLayer(name, depth), depth + 1, golden.Number("layer_decay"), golden.Text("no_weight_decay").Split(','));
        foreach (ParameterGroup group in groups)
        {
            foreach ((string name, _) in group.Parameters)
            {
                golden.Check(Scale + name, group.LearningRateScale, tolerance: 1e-9);
                golden.Check(Decay + name, group.WeightDecayScale * golden.Number("weight_decay"), tolerance: 1e-9);
            }
        }
    }

    [GoldenCases("optimizers", "ema_update")]
    public static void ExponentialAverages(GoldenCase golden)
    {
        int steps = golden.Integer("steps");
        CosineSchedule momentum = new(golden.Number("base"), golden.Number("final"), steps);
        golden.Check("output/momentum", [.. Enumerable.Range(0, steps).Select(step => momentum.At(step))], tolerance: 1e-9);
        foreach (ScalarType type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            using TensorScope scope = new();
            Tensor Input(string name) => Tensor.From(golden.Input(name).Values, golden.Input(name).Shape).To(type);
            Tensor teacher = Input("teacher");
            for (int step = 0; step < steps; step++)
            {
                ExponentialAverage.Update([teacher], [Input($"student_{step}")], momentum.At(step));
                golden.Check($"output/teacher_{step}", teacher.ToArray<double>(), type == ScalarType.Float64 ? 1e-9 : null);
            }
        }
    }

    private static void Follow(
        GoldenCase golden, Func<IEnumerable<NamedTensor>, ParameterGroup[]> split, Func<ParameterGroup[], Optimizer> make, double maximumNorm = double.PositiveInfinity)
    {
        OptimizerTrajectory trajectory = new(golden, split, make, maximumNorm);
        trajectory.Follow(ScalarType.Float64, tolerance: 1e-9);
        trajectory.Follow(ScalarType.Float32, golden.Tolerance);
    }

    private static AdamW MakeAdamW(GoldenCase golden, ParameterGroup[] groups) =>
        new(groups, golden.Number("lr"), Betas(golden)[0], Betas(golden)[1], golden.Number("eps", 1e-8), golden.Number("weight_decay"));

    private static Lamb MakeLamb(GoldenCase golden, ParameterGroup[] groups, double maximumWeightNorm = double.PositiveInfinity) => new(
        groups, golden.Number("lr"), Betas(golden)[0], Betas(golden)[1], golden.Number("eps"), golden.Number("weight_decay"), golden.Flag("bias_correction"), maximumWeightNorm);

    private static double[] Betas(GoldenCase golden) => golden.Has("betas") ? golden.Numbers("betas") : [0.9, 0.999];

    private static bool IsOn(GoldenCase golden, string flag) => golden.Has(flag) && golden.Flag(flag);
}
