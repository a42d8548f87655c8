using Autodidact.Engine;
using Autodidact.Engine.Search;
using Autodidact.Methods;
using Autodidact.Methods.Clustering;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the objectives that predict clusters.</summary>
internal static class ClusteringGolden
{
    private const string File = "loss_clustering_distillation";

    [GoldenCases(File, "sinkhorn_#")]
    private static void Assignments(GoldenCase golden) =>
        golden.Check("output/codes", Sinkhorn.Assign(golden.Input("scores").ToTensor(), golden.Number("epsilon"), golden.Integer("iterations")));

    [GoldenCases(File, "swav_#")]
    private static void Swav(GoldenCase golden)
    {
        int[] coded = [.. golden.Numbers("crops_for_assign").Select(view => (int)view)];
        int views = (int)golden.Numbers("nmb_crops").Sum(), length = golden.Integer("queue_length");
        long batch = golden.Integer("batch");
        Tensor prototypes = golden.Input("prototypes").ToTensor(requiresGradient: true);
        using EmbeddingQueue? queue = length == 0 ? null : new(coded.Length, length, (int)prototypes.Size(1));
        Tensor total = Tensor.Zeros([]);
        for (int step = 0; step < golden.Integer("steps"); step++)
        {
            Tensor embeddings = golden.Input($"embedding_{step}").ToTensor(requiresGradient: true), scores = embeddings.Matmul(prototypes.T());
            if (queue is not null) golden.Check($"output/queue_used_{step}", queue.IsFull ? 1 : 0);
            (int View, Tensor Codes)[] codes = [.. coded.Select((view, index) => (view, Codes(index, scores.Narrow(0, view * batch, batch))))];
            Tensor loss = SwappedPrediction.Loss(scores, views, codes, golden.Number("temperature"));
            loss.Backward();
            queue?.Push(Ops.Cat([.. coded.Select(view => embeddings.Detach().Narrow(0, view * batch, batch))]), batch);

            golden.Check($"output/loss_{step}", loss);
            golden.Check($"grad/embedding_{step}", embeddings.Gradient);
            if (queue is not null) golden.Check($"output/queue_{step}", queue.Rows);
            total += loss.Detach();
        }
        golden.Check("output/loss", total);
        golden.Check("grad/prototypes", prototypes.Gradient);

        Tensor Codes(int index, Tensor scores)
        {
            Tensor all = Sinkhorn.Assign(queue?.Before(index, scores, prototypes) ?? scores, golden.Number("epsilon"), golden.Integer("sinkhorn_iterations"));
            return all.Narrow(0, all.Size(0) - batch, batch);
        }
    }

    [GoldenCases(File, "deepclusterv2_#")]
    private static void Clusters(GoldenCase golden)
    {
        Tensor outputs = golden.Input("outputs").ToTensor(requiresGradient: true);
        Tensor loss = ClusterPrediction.Loss(outputs, golden.Input("assignments").ToTensor(), golden.Number("temperature"));
        loss.Backward();
        golden.Check("output/loss", loss);
        golden.Check("grad/outputs", outputs.Gradient);
    }

    [GoldenCases("classic_esm_deepcluster", "deepcluster_pseudo_labels")]
    private static void PseudoLabels(GoldenCase golden)
    {
        Tensor features = golden.Input("features").ToTensor();
        Tensor centres = KMeans.Lloyd(features, golden.Input("init").ToTensor(), golden.Integer("iterations"), spherical: false);
        (Tensor labels, Tensor distances) = NearestCentre.Find(features, centres);
        golden.Check("output/centroids", centres);
        golden.Check("output/labels", labels);
        golden.Check("output/cluster_sizes", labels.OneHot(golden.Integer("k")).Sum([0L]));
        golden.Check("output/loss", distances.Sum());
    }

    [GoldenCases(File, "scan_#")]
    private static void Neighbours(GoldenCase golden)
    {
        Tensor anchors = golden.Input("anchors").ToTensor(requiresGradient: true), neighbours = golden.Input("neighbors").ToTensor(requiresGradient: true);
        Tensor loss = Scan.Loss(anchors, neighbours, golden.Number("entropy_weight"));
        loss.Backward();
        golden.Check("output/consistency", Scan.Consistency(anchors, neighbours));
        golden.Check("output/entropy", Scan.Entropy(anchors));
        golden.Check("output/loss", loss);
        golden.Check("grad/anchors", anchors.Gradient);
        golden.Check("grad/neighbors", neighbours.Gradient);
    }

    [GoldenCases(File, "scan_selflabel_*")]
    private static void SelfLabels(GoldenCase golden)
    {
        Tensor strong = golden.Input("strong").ToTensor(requiresGradient: true);
        Tensor loss = Scan.SelfLabel(golden.Input("weak").ToTensor(), strong, golden.Number("threshold"), golden.Flag("apply_class_balancing"));
        loss.Backward();
        golden.Check("output/loss", loss);
        golden.Check("grad/strong", strong.Gradient);
    }

    [GoldenCases(File, "temi_pmi_#")]
    [GoldenCases(File, "temi_wmi_#")]
    private static void MutualInformation(GoldenCase golden)
    {
        Tensor student = golden.Input("student").ToTensor(requiresGradient: true);
        Tensor teacher = Softened(golden, golden.Input("teacher").ToTensor(), "teacher_temp");
        using MovingMean classes = new(golden.Integer("out_dim"), golden.Number("probs_momentum"), initial: 1.0 / golden.Integer("out_dim"));
        classes.Follow(teacher);
        Tensor? weights = golden.Name.Contains("wmi", StringComparison.Ordinal) ? Temi.Weights([teacher]) : null;
        Tensor loss = Temi.Loss(Softened(golden, student, "student_temp"), teacher, classes.Value, golden.Number("beta"), weights);
        loss.Backward();
        golden.Check("output/probs_pos", classes.Value.Unsqueeze(0));
        golden.Check("output/loss", loss);
        golden.Check("grad/student", student.Gradient);
    }

    [GoldenCases(File, "temi_scan_#")]
    private static void NeighboursOfTeacher(GoldenCase golden)
    {
        Tensor student = golden.Input("student").ToTensor(requiresGradient: true);
        Tensor teacher = Softened(golden, golden.Input("teacher").ToTensor(), "teacher_temp");
        Tensor loss = Temi.Scan(Softened(golden, student, "student_temp"), teacher, golden.Number("alpha"));
        loss.Backward();
        golden.Check("output/loss", loss);
        golden.Check("grad/student", student.Gradient);
    }

    [GoldenCases(File, "temi_#")]
    private static void ManyHeads(GoldenCase golden)
    {
        int heads = golden.Integer("num_heads");
        MovingMean[] classes = [.. Enumerable.Range(0, heads).Select(_ => new MovingMean(golden.Integer("out_dim"), golden.Number("probs_momentum"), initial: 1.0 / golden.Integer("out_dim")))];
        Tensor total = Tensor.Zeros([]);
        for (int step = 0; step < golden.Integer("steps"); step++)
        {
            Tensor[] students = [.. Enumerable.Range(0, heads).Select(head => golden.Input($"student_{step}_head{head}").ToTensor(requiresGradient: true))];
            Tensor[] teachers = [.. Enumerable.Range(0, heads).Select(head => Softened(golden, golden.Input($"teacher_{step}_head{head}").ToTensor(), "teacher_temp"))];
            for (int head = 0; head < heads; head++) classes[head].Follow(teachers[head]);
            Tensor weights = Temi.Weights(teachers);
            Tensor losses = Ops.Stack([.. students.Select((student, head) => Temi.Loss(Softened(golden, student, "student_temp"), teachers[head], classes[head].Value, golden.Number("beta"), weights))]);
            losses.Mean().Backward();

            golden.Check($"output/loss_per_head_{step}", losses);
            golden.Check($"output/pk_{step}", Ops.Stack([.. classes.Select(mean => mean.Value)]));
            for (int head = 0; head < heads; head++) golden.Check($"grad/student_{step}_head{head}", students[head].Gradient);
            total += losses.Detach().Mean();
        }
        golden.Check("output/loss", total);
        foreach (MovingMean mean in classes) mean.Dispose();
    }

    private static Tensor Softened(GoldenCase golden, Tensor logits, string temperature) => (logits / golden.Number(temperature)).Softmax(1);
}
