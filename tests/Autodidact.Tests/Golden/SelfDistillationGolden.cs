using Autodidact.Engine;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Methods;
using Autodidact.Methods.Distillation;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the objectives in which a network learns from another, or from its own confident predictions.</summary>
internal static class SelfDistillationGolden
{
    private const string File = "loss_clustering_distillation";

    [GoldenCases(File, "dino_#")]
    private static void Dino(GoldenCase golden)
    {
        Schedule temperature = Temperature(golden, "");
        using MovingMean centre = new(golden.Integer("out_dim"), golden.Number("center_momentum"));
        double[] epochs = golden.Numbers("epochs");
        Tensor total = Tensor.Zeros([]);
        for (int step = 0; step < epochs.Length; step++)
        {
            Tensor student = golden.Input($"student_{step}").ToTensor(requiresGradient: true), teacher = golden.Input($"teacher_{step}").ToTensor();
            Tensor targets = SelfDistillation.Sharpened(teacher, centre.Value, temperature.At((long)epochs[step]));
            int teacherViews = (int)(teacher.Size(0) / golden.Integer("batch"));
            Tensor loss = SelfDistillation.Loss(student, golden.Integer("ncrops"), targets, teacherViews, golden.Number("student_temp"));
            loss.Backward();
            centre.Follow(teacher);

            golden.Check($"output/loss_{step}", loss);
            golden.Check($"output/center_{step}", centre.Value.Unsqueeze(0));
            golden.Check($"grad/student_{step}", student.Gradient);
            total += loss.Detach();
        }
        golden.Check("output/loss", total);
        golden.Check("output/teacher_temp_schedule", [.. Enumerable.Range(0, golden.Integer("nepochs")).Select(epoch => temperature.At(epoch))]);
    }

    [GoldenCases(File, "ibot_#")]
    private static void IBot(GoldenCase golden)
    {
        Schedule temperature = Temperature(golden, ""), patchTemperature = Temperature(golden, "2");
        double[] epochs = golden.Numbers("epochs");
        int globalViews = golden.Integer("ngcrops"), localViews = golden.Integer("nlcrops");
        using MovingMean centre = new(golden.Input("teacher_cls_0").Shape[^1], golden.Number("center_momentum"));
        using MovingMean patchCentre = new(golden.Input("teacher_patch_0").Shape[^1], golden.Number("center_momentum2"));
        Tensor total = Tensor.Zeros([]);
        for (int step = 0; step < epochs.Length; step++)
        {
            Tensor classes = golden.Input($"student_cls_{step}").ToTensor(requiresGradient: true), patches = golden.Input($"student_patch_{step}").ToTensor(requiresGradient: true);
            Tensor? local = localViews == 0 ? null : golden.Input($"student_local_cls_{step}").ToTensor(requiresGradient: true);
            Tensor taught = golden.Input($"teacher_cls_{step}").ToTensor(), taughtPatches = golden.Input($"teacher_patch_{step}").ToTensor();
            Tensor targets = SelfDistillation.Sharpened(taught, centre.Value, temperature.At((long)epochs[step]));
            Tensor patchTargets = SelfDistillation.Sharpened(taughtPatches, patchCentre.Value, patchTemperature.At((long)epochs[step]));
            Tensor mask = golden.Input($"mask_{step}").ToTensor().Flatten(1, 2);
            Tensor classLoss = SelfDistillation.Loss(local is null ? classes : Ops.Cat([classes, local]), globalViews + localViews, targets, globalViews, golden.Number("student_temp")) * golden.Number("lambda1");
            Tensor patchLoss = SelfDistillation.MaskedPatches(patches, patchTargets, mask, golden.Number("student_temp")) * golden.Number("lambda2");
            Tensor loss = classLoss + patchLoss;
            loss.Backward();
            centre.Follow(taught);
            patchCentre.Follow(taughtPatches);

            golden.Check($"output/cls_{step}", classLoss);
            golden.Check($"output/patch_{step}", patchLoss);
            golden.Check($"output/loss_{step}", loss);
            golden.Check($"output/center_{step}", centre.Value.Unsqueeze(0));
            golden.Check($"output/center2_{step}", patchCentre.Value.Reshape([1, 1, -1]));
            golden.Check($"grad/student_cls_{step}", classes.Gradient);
            golden.Check($"grad/student_patch_{step}", patches.Gradient);
            if (local is not null) golden.Check($"grad/student_local_cls_{step}", local.Gradient);
            total += loss.Detach();
        }
        golden.Check("output/loss", total);
    }

    [GoldenCases(File, "ibot_patch_masked_#")]
    private static void MaskedTokens(GoldenCase golden)
    {
        Tensor student = golden.Input("student").ToTensor(requiresGradient: true), teacher = golden.Input("teacher").ToTensor();
        using MovingMean centre = new(student.Size(1), golden.Number("center_momentum"));
        centre.Value.CopyInPlace(golden.Input("center").ToTensor().Flatten());
        Tensor targets = SelfDistillation.Sharpened(teacher, centre.Value, golden.Number("teacher_temp"));
        Tensor loss = SelfDistillation.MaskedTokens(student, targets, golden.Input("mask").ToTensor(), golden.Number("student_temp"));
        loss.Backward();
        centre.Follow(teacher);
        golden.Check("output/teacher_prob", targets);
        golden.Check("output/loss", loss);
        golden.Check("output/center_after", centre.Value.Reshape([1, 1, -1]));
        golden.Check("grad/student", student.Gradient);
    }

    [GoldenCases(File, "dinov2_cls_sinkhorn_#")]
    private static void BalancedClasses(GoldenCase golden)
    {
        Tensor targets = Sinkhorn.Assign(golden.Input("teacher").ToTensor(), golden.Number("teacher_temp"), golden.Integer("iterations"));
        Dictionary<string, Tensor> students = golden.Inputs.Keys.Where(name => name.StartsWith("student_", StringComparison.Ordinal)).ToDictionary(name => name, name => golden.Input(name).ToTensor(requiresGradient: true));
        Tensor loss = Ops.Stack([.. students.Values.Select(student => SoftTargets.CrossEntropy(student, targets, golden.Number("student_temp")))]).Sum();
        loss.Backward();
        golden.Check("output/teacher_prob", targets);
        golden.Check("output/loss", loss);
        foreach ((string name, Tensor student) in students) golden.Check($"grad/{name}", student.Gradient);
    }

    [GoldenCases(File, "koleo_#")]
    private static void Spread(GoldenCase golden)
    {
        Tensor rows = golden.Input("x").ToTensor(requiresGradient: true);
        Tensor loss = KoLeo.Loss(rows, golden.Number("eps"));
        loss.Backward();
        golden.Check("output/loss", loss);
        golden.Check("grad/x", rows.Gradient);
    }

    [GoldenCases(File, "msn_#")]
    private static void MaskedSiameseNetworks(GoldenCase golden)
    {
        int iterations = golden.Flag("sinkhorn") ? golden.Integer("sinkhorn_iterations") : 0;
        MaskedSiameseLoss(golden, iterations, golden.Number("me_max_weight"), MaskedSiamese.MeanEntropyDeficit);
    }

    [GoldenCases(File, "pmsn_#")]
    private static void MaskedSiameseNetworksWithPrior(GoldenCase golden) =>
        MaskedSiameseLoss(golden, golden.Integer("sinkhorn_iterations"), golden.Number("regularization_weight"), anchors => MaskedSiamese.PowerLawDivergence(anchors, golden.Number("power_law_exponent")));

    private static void MaskedSiameseLoss(GoldenCase golden, int iterations, double weight, Func<Tensor, Tensor> regulariser)
    {
        Dictionary<string, Tensor> inputs = golden.Inputs.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor(requiresGradient: true));
        double temperature = golden.Number("tau");
        Tensor anchors = MaskedSiamese.LogAssignments(inputs["anchors"], inputs["prototypes"], temperature);
        Tensor targets = MaskedSiamese.Targets(inputs["targets"], inputs["prototypes"], temperature, golden.Number("sharpen_T"), iterations);
        Tensor crossEntropy = MaskedSiamese.CrossEntropy(anchors, targets), regularised = regulariser(anchors);
        Tensor loss = crossEntropy + (regularised * weight);
        loss.Backward();
        if (golden.Expects("output/ce")) golden.Check("output/ce", crossEntropy);
        if (golden.Expects("output/me_max")) golden.Check("output/me_max", regularised);
        golden.Check("output/loss", loss);
        foreach ((string name, Tensor input) in inputs)
            if (golden.Expects($"grad/{name}")) golden.Check($"grad/{name}", input.Gradient ?? Tensor.Zeros(input.Shape));
    }

    [GoldenCases(File, "fixmatch_#")]
    private static void ConfidentLabels(GoldenCase golden)
    {
        Tensor labelled = golden.Input("logits_x").ToTensor(requiresGradient: true), strong = golden.Input("logits_u_s").ToTensor(requiresGradient: true);
        (Tensor labels, Tensor counts) = FixMatch.PseudoLabels(golden.Input("logits_u_w").ToTensor(), golden.Number("T"), golden.Number("threshold"));
        Tensor supervised = labelled.CrossEntropyLoss(golden.Input("targets_x").ToTensor()), unlabelled = FixMatch.Unlabelled(strong, labels, counts);
        Tensor loss = supervised + (unlabelled * golden.Number("lambda_u"));
        loss.Backward();
        golden.Check("output/pseudo", labels);
        golden.Check("output/mask", counts);
        golden.Check("output/Lx", supervised);
        golden.Check("output/Lu", unlabelled);
        golden.Check("output/loss", loss);
        golden.Check("grad/logits_x", labelled.Gradient);
        golden.Check("grad/logits_u_s", strong.Gradient);
    }

    [GoldenCases(File, "knowledge_distillation_#")]
    private static void Knowledge(GoldenCase golden)
    {
        Tensor student = golden.Input("student").ToTensor(requiresGradient: true), teacher = golden.Input("teacher").ToTensor(), labels = golden.Input("labels").ToTensor();
        double temperature = golden.Number("T"), alpha = golden.Number("alpha");
        Tensor loss = KnowledgeDistillation.Loss(student, teacher, labels, temperature, alpha);
        loss.Backward();
        Tensor divergence = KnowledgeDistillation.Divergence(student, teacher, temperature);
        golden.Check("output/loss", loss);
        golden.Check("output/loss_elementwise_mean", (divergence * (alpha / student.Size(1))) + (student.CrossEntropyLoss(labels) * (1 - alpha)));
        golden.Check("output/soft_cross_entropy_T2", SoftTargets.CrossEntropy(student / temperature, (teacher / temperature).Softmax(1)) * (temperature * temperature));
        golden.Check("grad/student", student.Gradient);
    }

    private static Schedule Temperature(GoldenCase golden, string which) => new DinoOptions
    {
        TeacherTemperature = golden.Number($"teacher_temp{which}"),
        WarmupTeacherTemperature = golden.Number($"warmup_teacher_temp{which}"),
        WarmupTeacherEpochs = golden.Integer("warmup_teacher_temp_epochs"),
    }.TeacherTemperatures();
}
