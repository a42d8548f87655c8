using Autodidact.Engine;
using Autodidact.Objectives;

namespace Autodidact.Tests.Golden;

/// <summary>Binds skip-gram with negative sampling, and the distributions that negatives and left-out words are drawn from.</summary>
internal static class WordVectorsGolden
{
    private const string File = "classic_energy_text_gan";

    [GoldenCases(File, "skipgram_negative_sampling_#")]
    private static void NegativeSampling(GoldenCase golden)
    {
        Tensor words = golden.Input("ivectors").ToTensor(requiresGradient: true), others = golden.Input("ovectors").ToTensor(requiresGradient: true);
        Tensor context = golden.Input("context").ToTensor();
        Tensor negatives = golden.Input("negatives").ToTensor().Reshape([context.Size(0), context.Size(1), golden.Integer("negatives")]);
        Tensor loss = SkipGram.NegativeSampling(words.Embedding(golden.Input("center").ToTensor()), others.Embedding(context), others.Embedding(negatives));
        loss.Backward();
        golden.Check("output/loss", loss);
        golden.Check("grad/ivectors", words.Gradient);
        golden.Check("grad/ovectors", others.Gradient);
    }

    [GoldenCases(File, "unigram_table_#")]
    private static void Distributions(GoldenCase golden)
    {
        long[] counts = [.. golden.Input("counts").Values.Select(count => (long)count)];
        golden.Check("output/negative_distribution", SkipGram.NegativeDistribution(counts, golden.Number("power")));
        golden.Check("output/discard_probability", SkipGram.DiscardProbability(counts, golden.Number("t")));
    }
}
