using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Optimization;
using Autodidact.Methods.Memories;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the contrast with remembered keys, over several steps of a queue.</summary>
internal static class KeyQueueGolden
{
    private const string File = "loss_contrastive";

    [GoldenCases(File, "ntxent_memory_bank_#")]
    private static void MemoryBank(GoldenCase golden)
    {
        using KeyQueue queue = new(golden.Input("bank_init").ToTensor(), wraps: false);
        double sum = 0;
        for (int step = 0; step < golden.Integer("steps"); step++)
        {
            Tensor query = golden.Input(Name("z0", step)).ToTensor(requiresGradient: true), key = golden.Input(Name("z1", step)).ToTensor(requiresGradient: true);
            Tensor loss = Contrastive.FirstIsRight(Contrastive.QueueLogits(query, key, queue.Keys, golden.Number("temperature")));
            loss.Backward();
            queue.Push(key);

            sum += loss.Item<double>();
            golden.Check(Name("output/loss", step), loss.Item<double>());
            golden.Check(Name("grad/z0", step), query.Gradient);
            golden.Check(Name("grad/z1", step), key.Gradient);
            golden.Check(Name("output/bank", step), queue.Keys);
            golden.Check(Name("output/ptr", step), queue.Next.Item<long>());
        }
        golden.Check("output/loss", sum);
    }

    [GoldenCases(File, "moco_official_#")]
    private static void MoCo(GoldenCase golden)
    {
        // Its queue lies column by column.
        using KeyQueue queue = new(golden.Input("queue_init").ToTensor().T().Contiguous());
        Tensor student = golden.Input("W_q").ToTensor(requiresGradient: true), teacher = golden.Input("W_k").ToTensor();
        double sum = 0;
        for (int step = 0; step < golden.Integer("steps"); step++)
        {
            ExponentialAverage.Update([teacher], [student], golden.Number("momentum"));
            Tensor pictures = golden.Input(Name("q_in", step)).ToTensor(requiresGradient: true);
            Tensor keys = golden.Input(Name("k_in", step)).ToTensor().Matmul(teacher.T());
            Tensor logits = Contrastive.QueueLogits(pictures.Matmul(student.T()), keys, queue.Keys, golden.Number("temperature"));
            Tensor loss = Contrastive.FirstIsRight(logits);
            loss.Backward();
            queue.Push(keys);

            sum += loss.Item<double>();
            golden.Check(Name("output/loss", step), loss.Item<double>());
            golden.Check(Name("output/logits", step), logits);
            golden.Check(Name("grad/q_in", step), pictures.Gradient);
            golden.Check(Name("output/W_k", step), teacher);
            golden.Check(Name("output/queue", step), queue.Keys.T());
            golden.Check(Name("output/ptr", step), queue.Next.Item<long>());
        }
        golden.Check("output/loss", sum);
        golden.Check("grad/W_q", student.Gradient);
    }

    private static string Name(string kind, int step) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{step}");
}
