using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Language;
using Autodidact.Methods.Masked;
using Autodidact.Models;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>Masked language modelling: what is hidden, and what a row may know of others.</summary>
public sealed class BertTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TensorScope _scope = new();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SentenceTask.None)]
    [InlineData(SentenceTask.Next)]
    public void Parts_of_a_batch_have_the_mean_loss_and_gradients_of_the_whole(SentenceTask sentences)
    {
        TokenRows rows = SmallTexts.Rows(_folder.Path, pairs: sentences != SentenceTask.None);
        using Bert method = Create(rows, new BertOptions { Sentences = sentences, MaskingRate = 0.3 });
        method.Now = new(3, 9, 3, Watched: false);
        using TokenBatch batch = Batch(rows, 8);
        (double loss, double[] gradient) = Learn(batch);
        (double Loss, double[] Gradient)[] parts = [Learn(batch.Part(0, 4)), Learn(batch.Part(4, 4))];
        Assert.Equal(loss, parts.Average(part => part.Loss), 1e-9);
        for (int i = 0; i < gradient.Length; i++) Assert.Equal(gradient[i], parts.Average(part => part.Gradient[i]), 1e-9);

        (double, double[]) Learn(TokenBatch some)
        {
            foreach (Tensor parameter in method.Parameters()) parameter.Gradient = null;
            StepResult result = method.Step(some);
            result.Loss.Backward();
            return (result.Loss.Item<double>(), ((BertEncoder)method.Backbone).Words.Gradient!.ToArray<double>());
        }
    }

    [Fact]
    public void A_text_in_a_shared_row_is_read_as_if_it_were_alone()
    {
        using BertEncoder encoder = Wide.Widen(new BertEncoder(new() { Vocabulary = 20, Width = 8, Depth = 2, Heads = 2, HiddenSize = 16, Positions = 8 }));
        encoder.Evaluate();
        Tensor packed = encoder.Packed(Row(5, 6, 7, 8, 9, 0), Row(0, 0, 0, 0, 0, 0), Row(1, 1, 1, 2, 2, 0), Row(0, 1, 2, 0, 1, 0));
        Tensor alone = encoder.Forward(Row(8, 9), Row(0, 0));
        double[] shared = packed.Narrow(1, 3, 2).ToArray<double>(), own = alone.ToArray<double>();
        for (int i = 0; i < own.Length; i++) Assert.Equal(own[i], shared[i], 1e-9);

        // Features of a row that padding fills up are those of the row without.
        double[] cut = encoder.Forward(Row(5, 6, 7)).ToArray<double>(), filled = encoder.Forward(Row(5, 6, 7, 0, 0)).ToArray<double>();
        for (int i = 0; i < cut.Length; i++) Assert.Equal(cut[i], filled[i], 1e-6);

        static Tensor Row(params long[] numbers) => Tensor.From(numbers, 1, numbers.Length);
    }

    [Fact]
    public void What_is_hidden_is_drawn_anew_for_each_step_and_row_and_never_a_mark()
    {
        TokenRows rows = SmallTexts.Rows(_folder.Path);
        HiddenTokens hiding = new(new BertOptions { MaskingRate = 0.4, MaskedShare = 1, ReplacedShare = 0 }, rows.Tokenizer, seed: 1);
        using TokenBatch batch = Batch(rows, 8);
        HiddenRows first = hiding.Of(batch, 0);
        Assert.Equal(first.Tokens, hiding.Of(batch, 0).Tokens);
        Assert.NotEqual(first.Tokens, hiding.Of(batch, 1).Tokens);
        int asked = 0, words = 0;
        for (int i = 0; i < first.Tokens.Length; i++)
        {
            int was = rows[batch.Samples[i / SmallTexts.Length]].Tokens[i % SmallTexts.Length];
            bool isHidden = first.Labels[i] != TokenMasking.NotAsked;
            Assert.Equal(isHidden ? rows.Tokenizer.Special.Mask!.Value : was, first.Tokens[i]);
            if (isHidden) Assert.Equal(was, first.Labels[i]);
            if (rows.Tokenizer.Special.IsSpecial(was)) Assert.False(isHidden);
            else words++;
            asked += isHidden ? 1 : 0;
        }
        Assert.InRange((double)asked / words, 0.25, 0.55);
    }

    [Fact]
    public void Pieces_of_a_word_are_hidden_together()
    {
        // So small a vocabulary that most words are cut.
        TokenRows rows = SmallTexts.Rows(_folder.Path, new TokenOptions { Length = 64, VocabularySize = 70 });
        HiddenTokens hiding = new(new BertOptions { MaskingRate = 0.5, WholeWords = true }, rows.Tokenizer, seed: 1);
        using TokenBatch batch = new(rows, [0, 1, 2], Device.Cpu);
        HiddenRows hidden = hiding.Of(batch, 0);
        int pieces = 0;
        for (int row = 0; row < 3; row++)
        {
            bool[] goesOn = rows.Tokenizer.ContinuesWord(rows[row].Tokens);
            for (int i = 1; i < 64; i++)
            {
                if (!goesOn[i]) continue;
                pieces++;
                Assert.Equal(hidden.LabelsOf(row)[i - 1] == TokenMasking.NotAsked, hidden.LabelsOf(row)[i] == TokenMasking.NotAsked);
            }
        }
        Assert.NotEqual(0, pieces);
    }

    [Fact]
    public void Every_row_is_asked_for_something()
    {
        TokenRows rows = SmallTexts.Rows(_folder.Path);
        using TokenBatch batch = Batch(rows, rows.Count);
        HiddenRows hidden = new HiddenTokens(new BertOptions { MaskingRate = 0.01 }, rows.Tokenizer, seed: 1).Of(batch, 0);
        for (int row = 0; row < rows.Count; row++) Assert.Contains(hidden.LabelsOf(row).ToArray(), label => label != TokenMasking.NotAsked);
    }

    [Theory]
    [InlineData(SentenceTask.Next)]
    [InlineData(SentenceTask.Order)]
    public void Half_of_the_pairs_do_not_belong_together(SentenceTask task)
    {
        TokenRows rows = SmallTexts.Rows(_folder.Path, pairs: true);
        HiddenTokens hiding = new(new BertOptions { MaskingRate = 0.01, Sentences = task }, rows.Tokenizer, seed: 1);
        SpecialTokens special = rows.Tokenizer.Special;
        using TokenBatch batch = Batch(rows, rows.Count);
        HiddenRows hidden = hiding.Of(batch, 0);
        Assert.InRange(hidden.Sentences.Average(), 0.3, 0.7);
        for (int row = 0; row < rows.Count; row++)
        {
            long[] seen = [.. hidden.TokensOf(row).ToArray().Zip(hidden.LabelsOf(row).ToArray(), (token, label) => label == TokenMasking.NotAsked ? token : label)];
            long[] segments = hidden.SegmentsOf(row).ToArray();
            int border = Array.IndexOf(segments, 1), end = Array.LastIndexOf(segments, 1);
            Assert.Equal((special.Start!.Value, special.End!.Value, special.End.Value), ((int)seen[0], (int)seen[border - 1], (int)seen[end]));
            int[] first = [.. seen[1..(border - 1)].Select(token => (int)token)], second = [.. seen[border..end].Select(token => (int)token)], whole = rows[row].Tokens;
            if (hidden.Sentences[row] == 0) Assert.Equal(whole, (int[])[.. first, .. second]);
            else if (task == SentenceTask.Order) Assert.Equal(whole, (int[])[.. second, .. first]);
            else
            {
                Assert.Equal(whole[..first.Length], first);
                Assert.Equal(whole.Length - first.Length, second.Length);
            }
        }
    }

    [Fact]
    public void Whether_a_pair_is_wrong_does_not_follow_from_its_length()
    {
        // One long text, one of half its rows' length, and many short ones.
        Random random = new(4);
        string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => $"{(char)('a' + random.Next(20))}"));
        File.WriteAllLines(Path.Combine(_folder.Path, "texts.txt"), [Text(2000), Text(50), .. Enumerable.Range(0, 40).Select(_ => Text(8 + random.Next(12)))]);
        TextSource source = TextSources.Open(Path.Combine(_folder.Path, "texts.txt"));
        TokenRows rows = TokenRows.Of(source, new TokenOptions { VocabularySize = 300 }.Make(source.Texts()), 128, pairs: true);
        HiddenTokens hiding = new(new BertOptions { Sentences = SentenceTask.Next }, rows.Tokenizer, seed: 1);
        using TokenBatch batch = Batch(rows, rows.Count);
        List<(int Row, int First, int Second, bool IsWrong)> pairs = [];
        for (int step = 0; step < 150; step++)
        {
            HiddenRows hidden = hiding.Of(batch, step);
            for (int row = 0; row < rows.Count; row++)
            {
                int second = hidden.SegmentsOf(row).ToArray().Count(segment => segment == 1) - 1;
                pairs.Add((row, hidden.PlacesOf(row).ToArray().Max(place => (int)place) + 1 - SentencePair.Marks - second, second, hidden.Sentences[row] == 1));
            }
        }
        Assert.All(new[] { (4, 8), (8, 16), (16, 32), (32, 50), (50, 128) }, span =>
        {
            (int from, int to) = span;
            bool[] wrong = [.. pairs.Where(pair => pair.Second >= from && pair.Second < to).Select(pair => pair.IsWrong)];
            // Five standard errors.
            Assert.True(wrong.Length > 100);
            Assert.InRange(wrong.Average(is_ => is_ ? 1.0 : 0), 0.5 - (2.5 / Math.Sqrt(wrong.Length)), 0.5 + (2.5 / Math.Sqrt(wrong.Length)));
        });
        // No second part is longer than the longest row of another text; the first is never shortened.
        Assert.Equal(50, pairs.Max(pair => pair.Second));
        Assert.True(pairs.Max(pair => pair.First) > 100);
    }

    [Fact]
    public void Of_what_is_asked_eight_in_ten_are_hidden_one_replaced_and_one_kept()
    {
        TokenRows rows = SmallTexts.Rows(_folder.Path);
        HiddenTokens hiding = new(new BertOptions(), rows.Tokenizer, seed: 1);
        using TokenBatch batch = Batch(rows, rows.Count);
        int plain = rows.Tokenizer.Vocabulary.Tokens.Count(token => !rows.Tokenizer.Special.IsSpecial(token.Value));
        double masked = 0, kept = 0, replaced = 0;
        HashSet<long> replacements = [];
        for (int step = 0; step < 300; step++)
        {
            HiddenRows hidden = hiding.Of(batch, step);
            for (int i = 0; i < hidden.Labels.Length; i++)
            {
                if (hidden.Labels[i] == TokenMasking.NotAsked) continue;
                if (hidden.Tokens[i] == rows.Tokenizer.Special.Mask) masked++;
                else if (hidden.Tokens[i] == hidden.Labels[i]) kept++;
                else
                {
                    replaced++;
                    replacements.Add(hidden.Tokens[i]);
                }
            }
        }
        double asked = masked + kept + replaced;
        // Four standard errors. A token that is drawn in its own place counts as kept.
        Check(0.8, masked);
        Check(0.1 * (1 - (1.0 / plain)), replaced);
        Check(0.1 * (1 + (1.0 / plain)), kept);
        Assert.DoesNotContain(replacements, token => rows.Tokenizer.Special.IsSpecial((int)token));
        Assert.Equal(plain, replacements.Count);

        void Check(double share, double count) => Assert.InRange(count / asked, share - (4 * Math.Sqrt(share * (1 - share) / asked)), share + (4 * Math.Sqrt(share * (1 - share) / asked)));
    }

    [Fact]
    public void Features_can_come_through_the_pooler()
    {
        TorchRuntime.Seed(5);
        using BertEncoder encoder = new(new() { Vocabulary = 20, Width = 8, Depth = 2, Heads = 2, HiddenSize = 16, Positions = 8, Pooling = Pooling.Pooler });
        encoder.Evaluate();
        Tensor tokens = Tensor.From<long>([5, 6, 7, 8, 9, 0], 2, 3), segments = Tensor.Zeros([2, 3], ScalarType.Int64), seen = tokens.Ne(0);
        Tensor last = encoder.Forward(tokens, segments, seen);
        Assert.Equal(encoder.Pooled(last).ToArray<float>(), encoder.Forward(tokens).ToArray<float>());
        Tensor weight = encoder.NamedParameters().Single(parameter => parameter.Name == "pooler.dense.weight").Tensor, bias = encoder.NamedParameters().Single(parameter => parameter.Name == "pooler.dense.bias").Tensor;
        float[] expected = Ops.Linear(last.Select(1, 0), weight, bias).Tanh().ToArray<float>(), features = encoder.Forward(tokens).ToArray<float>();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], features[i], 1e-6f);
        Assert.Null(new BertOptions { Sentences = SentenceTask.Order }.Problem(new BertTinyOptions { Pooling = Pooling.Pooler }));
        Assert.Contains("method.sentences", new BertOptions().Problem(new BertTinyOptions { Pooling = Pooling.Pooler })!.ToString(), StringComparison.Ordinal);
    }

    private static TokenBatch Batch(TokenRows rows, int count) => new(rows, [.. Enumerable.Range(0, count)], Device.Cpu);

    private static Bert Create(TokenRows rows, BertOptions options)
    {
        TorchRuntime.Seed(3);
        return Wide.Widen(new Bert(options, (BertEncoder)SmallTexts.Backbone.Resolve(rows.Tokenizer, rows.Length).Create(), new MethodContext(rows.Count, 8, 3, () => throw new InvalidOperationException()), new TokenOptions(), rows.Tokenizer));
    }
}
