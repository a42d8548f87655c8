using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Methods.Masked;
using Autodidact.Models.Transformers.Bert;

namespace Autodidact.Tests.Golden;

/// <summary>Binds BERT with both of its tasks, and the choice of tokens to predict.</summary>
internal static class BertGolden
{
    private const string File = "masked_bert";

    [GoldenCases(File, "bert_#")]
    private static void Whole(GoldenCase golden)
    {
        using PretrainedBert network = new(golden);
        Tensor tokens = golden.Input("input_ids").ToTensor(), segments = golden.Input("token_type_ids").ToTensor(), seen = golden.Input("attention_mask").ToTensor();
        IReadOnlyList<Tensor> hidden = network.Encoder.Hidden(tokens, segments, seen), maps = network.Encoder.Maps(tokens, segments, seen);
        Tensor pooled = network.Encoder.Pooled(hidden[^1]), words = network.Heads.Tokens(hidden[^1]), related = network.Heads.Relationship(pooled);
        Tensor wordLoss = words.Reshape([-1, words.Size(2)]).CrossEntropyLoss(golden.Input("labels").ToTensor().Reshape([-1]), ignoreIndex: TokenMasking.NotAsked);
        Tensor relatedLoss = related.CrossEntropyLoss(golden.Input("next_sentence_label").ToTensor()), loss = wordLoss + relatedLoss;
        loss.Backward();

        for (int i = 0; i < hidden.Count; i++) golden.Check($"output/hidden_{i}", hidden[i]);
        for (int i = 0; i < maps.Count; i++) golden.Check($"output/attention_{i}", maps[i]);
        golden.Check("output/pooler", pooled);
        golden.Check("output/mlm_logits", words);
        golden.Check("output/nsp_logits", related);
        golden.Check("output/mlm_loss", wordLoss);
        golden.Check("output/nsp_loss", relatedLoss);
        golden.Check("output/loss", loss);
        foreach ((string name, Tensor parameter) in network.NamedParameters().Where(parameter => golden.Expects($"grad_weight/{parameter.Name}")))
            golden.Check($"grad_weight/{name}", parameter.Gradient);
    }

    [GoldenCases(File, "mlm_masking_given_draws_#")]
    private static void Masking(GoldenCase golden)
    {
        long[] tokens = Numbers("input_ids"), other = Numbers("random_words");
        bool[] special = [.. Numbers("special_tokens_mask").Select(flag => flag != 0)];
        double[] asked = golden.Input("u_select").Values, masked = golden.Input("u_mask").Values, random = golden.Input("u_random").Values;
        TokenMasking masking = new() { Share = golden.Number("mlm_probability"), MaskedShare = golden.Number("mask_fraction") };
        long[] labels = new long[tokens.Length];
        masking.Hide(tokens, special, golden.Integer("mask_id"), [.. tokens.Select((_, i) => new TokenDraws(asked[i], masked[i], random[i], other[i]))], labels);
        golden.Check("output/masked_ids", tokens.Select(token => (double)token).ToArray());
        golden.Check("output/labels", labels.Select(label => (double)label).ToArray());

        long[] Numbers(string name) => [.. golden.Input(name).Values.Select(value => (long)value)];
    }

    [GoldenCases(File, "mlm_masking_statistics")]
    private static void MaskingStatistics(GoldenCase golden)
    {
        const int vocabulary = 30_000;
        int count = golden.Integer("tokens");
        long[] before = [.. Enumerable.Range(0, count).Select(i => (long)(i % vocabulary) + 5)], tokens = [.. before];
        Random random = new(3);
        long[] labels = new long[count], none = new long[count];
        TokenDraws[] draws = [.. tokens.Select(_ => new TokenDraws(random.NextDouble(), random.NextDouble(), random.NextDouble(), random.Next(vocabulary) + 5))];
        new TokenMasking { Share = golden.Number("mlm_probability") }.Hide(tokens, new bool[count], 4, draws, labels);
        int[] asked = [.. Enumerable.Range(0, count).Where(i => labels[i] != TokenMasking.NotAsked)];
        Check("fraction_selected", asked.Length, count);
        Check("fraction_mask_of_selected", asked.Count(i => tokens[i] == 4), asked.Length);
        Check("fraction_unchanged_of_selected", asked.Count(i => tokens[i] == before[i]), asked.Length);
        Check("fraction_other_of_selected", asked.Count(i => tokens[i] != 4 && tokens[i] != before[i]), asked.Length);
        bool[] special = [.. Enumerable.Repeat(true, count)];
        new TokenMasking { Share = 1 }.Hide([.. before], special, 4, new TokenDraws[count], none);
        golden.Check("output/special_selected", (double)none.Count(label => label != TokenMasking.NotAsked));
        golden.LeaveOut("output/expected", "the shares in words, which the fractions above are compared with");

        void Check(string name, int hits, int of)
        {
            double share = (double)hits / of;
            golden.CheckWithin($"output/{name}", [share], 4 * Math.Sqrt(2 * share * (1 - share) / of));
        }
    }

    private sealed class PretrainedBert : Module
    {
        public PretrainedBert(GoldenCase golden)
        {
            Encoder = Child("bert", new BertEncoder(new()
            {
                Vocabulary = golden.Integer("vocab_size"), Width = golden.Integer("hidden_size"), Depth = golden.Integer("layers"), Heads = golden.Integer("heads"),
                HiddenSize = golden.Integer("intermediate"), Positions = golden.Integer("max_position"), Segments = golden.Integer("type_vocab"),
            }));
            Heads = Child("cls", new BertHeads(Encoder));
            Evaluate();
            // The published files also hold numbers that follow from others: places counted from 0, and the tokens' vectors once more.
            string[] derived = ["bert.embeddings.position_ids", "cls.predictions.decoder.weight", "cls.predictions.decoder.bias"];
            LoadState(golden.Weights.Where(pair => !derived.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        }

        public BertEncoder Encoder { get; }

        public BertHeads Heads { get; }
    }
}
