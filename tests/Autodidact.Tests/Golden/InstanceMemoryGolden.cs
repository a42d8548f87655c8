using System.Globalization;
using Autodidact.Engine;
using Autodidact.Methods.Memories;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds instance discrimination and contrastive multiview coding, over several steps of their memory banks.</summary>
internal static class InstanceMemoryGolden
{
    private const string File = "loss_contrastive";

    [GoldenCases(File, "instdisc_nce_#")]
    [GoldenCases(File, "instdisc_softmax_#")]
    private static void DrawnNegatives(GoldenCase golden)
    {
        InstanceContrast contrast = golden.Name.Contains("softmax", StringComparison.Ordinal) ? InstanceContrast.Softmax : InstanceContrast.Nce;
        using InstanceMemory memory = Memory(golden, "memory_init", contrast);
        double sum = 0;
        for (int step = 0; golden.Inputs.ContainsKey(Name("x", step)); step++)
        {
            Tensor rows = golden.Input(Name("x", step)).ToTensor(requiresGradient: true);
            Tensor scores = memory.Scores(memory.Logits(rows, golden.Input(Name("idx", step)).ToTensor())), loss = memory.Loss(scores);
            memory.Remember(golden.Input(Name("y", step)).ToTensor(), rows);
            loss.Backward();
            memory.AfterStep();

            sum += loss.Item<double>();
            golden.Check(Name("output/loss", step), loss.Item<double>());
            golden.Check(Name("output/out", step), scores);
            golden.Check(Name("output/memory", step), memory.Bank.Rows);
            golden.Check(Name("grad/x", step), rows.Gradient);
            if (contrast == InstanceContrast.Nce) golden.Check(Name("output/Z", step), memory.Normalizer.Item<double>());
        }
        golden.Check("output/loss", sum);
    }

    [GoldenCases(File, "instdisc_full_softmax_#")]
    private static void AllSamples(GoldenCase golden)
    {
        using MemoryBank bank = new(golden.Input("memory_init").ToTensor(), golden.Number("momentum"));
        Tensor rows = golden.Input("x_0").ToTensor(requiresGradient: true), indices = golden.Input("y_0").ToTensor();
        Tensor loss = InstanceDiscrimination.FullSoftmax(rows, bank.Rows, indices, golden.Number("temperature"));
        loss.Backward();
        bank.Update(indices, rows);

        golden.Check("output/loss", loss.Item<double>());
        golden.Check("grad/x_0", rows.Gradient);
        golden.Check("output/memory_after", bank.Rows);
    }

    [GoldenCases(File, "cmc_nce_#")]
    [GoldenCases(File, "cmc_softmax_#")]
    private static void TwoViews(GoldenCase golden)
    {
        InstanceContrast contrast = golden.Name.Contains("softmax", StringComparison.Ordinal) ? InstanceContrast.Softmax : InstanceContrast.Nce;
        string[] views = ["l", "ab"];
        // One view is scored against what is remembered of the other.
        InstanceMemory[] others = [Memory(golden, "memory_ab", contrast), Memory(golden, "memory_l", contrast)];
        double sum = 0;
        for (int step = 0; golden.Inputs.ContainsKey(Name("l", step)); step++)
        {
            Tensor candidates = golden.Input(Name("idx", step)).ToTensor(), indices = golden.Input(Name("y", step)).ToTensor();
            Tensor[] rows = [.. views.Select(view => golden.Input(Name(view, step)).ToTensor(requiresGradient: true))];
            Tensor[] losses = [.. rows.Select((row, i) => others[i].Loss(others[i].Scores(others[i].Logits(row, candidates))))];
            (losses[0] + losses[1]).Backward();
            for (int i = 0; i < 2; i++)
            {
                others[1 - i].Remember(indices, rows[i]);
                golden.Check(Name($"grad/{views[i]}", step), rows[i].Gradient);
                golden.Check(Name($"output/loss_{views[i]}", step), losses[i].Item<double>());
                sum += losses[i].Item<double>();
            }
            for (int i = 0; i < 2; i++)
            {
                others[i].AfterStep();
                golden.Check(Name($"output/memory_{views[1 - i]}_after", step), others[i].Bank.Rows);
                if (contrast == InstanceContrast.Nce) golden.Check(Name($"output/Z_{views[i]}", step), others[i].Normalizer.Item<double>());
            }
        }
        golden.Check("output/loss", sum);
        foreach (InstanceMemory memory in others) memory.Dispose();
    }

    private static InstanceMemory Memory(GoldenCase golden, string initial, InstanceContrast contrast) =>
        new(new MemoryBank(golden.Input(initial).ToTensor(), golden.Number("momentum")), contrast, golden.Number("temperature"));

    private static string Name(string kind, int step) => string.Create(CultureInfo.InvariantCulture, $"{kind}_{step}");
}
