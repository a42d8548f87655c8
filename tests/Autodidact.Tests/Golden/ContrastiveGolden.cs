using Autodidact.Engine;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the contrastive objectives.</summary>
internal static class ContrastiveGolden
{
    [GoldenCases("loss_contrastive", "ntxent_#")]
    public static void NtXent(GoldenCase golden)
    {
        string[] views = [.. golden.Inputs.Keys.Order(StringComparer.Ordinal)];
        Tensor[] embeddings = [.. views.Select(view => golden.Input(view).ToTensor(requiresGradient: true))];

        Tensor loss = Contrastive.NtXent(Ops.Cat(embeddings), views.Length, golden.Number("temperature"));
        loss.Backward();

        golden.Check("output/loss", loss.Item<double>());
        for (int i = 0; i < views.Length; i++) golden.Check("grad/" + views[i], embeddings[i].Gradient!.ToArray<double>());
    }
}
