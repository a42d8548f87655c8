using Autodidact.Engine.Optimization.Schedules;

namespace Autodidact.Tests.Golden;

/// <summary>Schedules of published code, composed of the project's own.</summary>
internal static class SchedulesGolden
{
    [GoldenCases("schedules", "dino_cosine_#")]
    public static void Dino(GoldenCase golden)
    {
        int perEpoch = golden.Integer("niter_per_ep"), warmup = golden.Integer("warmup_epochs") * perEpoch, steps = golden.Integer("epochs") * perEpoch;
        Check(golden, "schedule", new CosineSchedule(golden.Number("base_value"), golden.Number("final_value"), steps - warmup)
            .WarmedUp(warmup, golden.Number("start_warmup_value"), Ramp.Inclusive));
    }

    [GoldenCases("schedules", "lightly_cosine_#")]
    public static void Lightly(GoldenCase golden)
    {
        int steps = golden.Integer("max_steps"), warmup = golden.Integer("warmup_steps");
        (double start, double end) = (golden.Number("start_value"), golden.Number("end_value"));
        Check(golden, "cosine", new CosineSchedule(start, end, steps, reachesEnd: true));
        Check(golden, "cosine_warmup", new CosineSchedule(start, end, steps - warmup, reachesEnd: true)
            .WarmedUp(warmup, golden.Number("warmup_start_value"), Ramp.ToPeak));
    }

    [GoldenCases("schedules", "mae_lr_#")]
    public static void Mae(GoldenCase golden)
    {
        int perEpoch = golden.Integer("iters_per_epoch"), warmup = golden.Integer("warmup_epochs") * perEpoch, steps = golden.Integer("epochs") * perEpoch;
        Check(golden, "lr", new CosineSchedule(golden.Number("lr"), golden.Number("min_lr"), steps - warmup).WarmedUp(warmup));
        golden.Check("output/epoch", [.. Enumerable.Range(0, steps).Select(step => (double)step / perEpoch)]);
    }

    [GoldenCases("schedules", "mocov3_#")]
    public static void MocoV3(GoldenCase golden)
    {
        int perEpoch = golden.Integer("iters_per_epoch"), warmup = golden.Integer("warmup_epochs") * perEpoch, steps = golden.Integer("epochs") * perEpoch;
        Check(golden, "lr", new CosineSchedule(golden.Number("lr"), 0, steps - warmup).WarmedUp(warmup));
        Check(golden, "momentum", new CosineSchedule(golden.Number("moco_m"), 1, steps));
    }

    [GoldenCases("schedules", "torch_schedulers_#")]
    public static void Torch(GoldenCase golden)
    {
        (double start, double factor) = (golden.Number("lr"), golden.Number("gamma"));
        Check(golden, "cosine_annealing", new CosineSchedule(start, golden.Number("eta_min"), golden.Integer("T_max")));
        Check(golden, "step", new StepSchedule(start, golden.Integer("step_size"), factor));
        Check(golden, "multistep", new MultiStepSchedule(start, [.. golden.Numbers("milestones").Select(milestone => (long)milestone)], factor));
        Check(golden, "exponential", new ExponentialSchedule(start, golden.Number("exp_gamma")));
    }

    // Both sides compute in double precision.
    private static void Check(GoldenCase golden, string name, Schedule schedule)
    {
        int steps = golden.Expected($"output/{name}").Values.Length;
        golden.Check($"output/{name}", [.. Enumerable.Range(0, steps).Select(step => schedule.At(step))], tolerance: 1e-9);
    }
}
