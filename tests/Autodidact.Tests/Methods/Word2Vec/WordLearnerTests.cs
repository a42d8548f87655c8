using Autodidact.Data.Text.Words;
using Autodidact.Data.Views;
using Autodidact.Methods.Word2Vec;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Methods.Word2Vec;

/// <summary>Which words predict which: the learner against plain loops in double precision that say it once more.</summary>
public sealed class WordLearnerTests
{
    [Theory]
    [InlineData(false, true, 0, 1000)]
    [InlineData(true, true, 0, 1000)]
    [InlineData(false, false, 0.05, 1000)]
    [InlineData(true, true, 0.05, 1000)]
    [InlineData(false, true, 0, 5)]
    public void A_piece_teaches_what_plain_loops_teach(bool cbow, bool shrink, double sample, int limit)
    {
        const float Rate = 0.3f;
        WordCorpus corpus = TextFile.Corpus(TextFile.TwoTopics(30), new() { MinCount = 1 });
        Word2VecOptions options = new() { Cbow = cbow, ShrinkWindow = shrink, Sample = sample, SentenceLimit = limit, Dimension = 11, Window = 3, Negatives = 4, Sigmoid = SigmoidKind.Exact };
        AliasSampler sampler = WordLearner.SamplerFor(options, corpus.Vocabulary);
        float[] keep = WordLearner.KeptShares(options, corpus.Vocabulary);
        DrawKey key = new(9, 2, 0, 0);

        WordTables tables = new(corpus.Vocabulary, options.Dimension, seed: 4, learners: 1);
        double[][] words = Rows(tables.Words, corpus.Vocabulary.Size), contexts = Rows(tables.Contexts, corpus.Vocabulary.Size);
        WordLearner learner = new(options, tables, sampler, keep, 0);
        learner.Learn(corpus.Pieces[0], Rate, key);
        (double loss, long predictions) = Plainly(options, corpus.Pieces[0], words, contexts, sampler, keep, Rate, new Draws(key, DrawPurpose.Words));

        Assert.Equal(predictions, learner.Predictions);
        Assert.Equal(loss / predictions, learner.Loss / predictions, 4);
        Assert.All(words.SelectMany(row => row).Zip(tables.Words.Copy(words.Length)), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.All(contexts.SelectMany(row => row).Zip(tables.Contexts.Copy(words.Length)), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains(contexts.SelectMany(row => row), value => Math.Abs(value) > 0.01);
    }

    [Fact]
    public void First_vectors_are_small_and_follow_from_the_seed()
    {
        WordVocabulary vocabulary = new([.. Enumerable.Range(0, 50).Select(i => $"w{i}")]);
        float[] first = new WordTables(vocabulary, 20, 1, 1).ToVectors().Rows.ToArray(), same = new WordTables(vocabulary, 20, 1, 3).ToVectors().Rows.ToArray(), other = new WordTables(vocabulary, 20, 2, 1).ToVectors().Rows.ToArray();
        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
        Assert.All(first, value => Assert.InRange(value, -0.5f / 20, 0.5f / 20));
        Assert.InRange(first.Select(value => (double)value).Average(), -0.001, 0.001);
    }

    private static double[][] Rows(VectorTable table, int count) => [.. Enumerable.Range(0, count).Select(row => table.Row(row).ToArray().Select(value => (double)value).ToArray())];

    private static (double Loss, long Predictions) Plainly(Word2VecOptions options, int[] piece, double[][] words, double[][] contexts, AliasSampler sampler, float[] keep, double rate, Draws draws)
    {
        (double loss, long predictions) = (0, 0);
        List<int> sentence = [];
        foreach (int word in piece)
        {
            if (word >= 0 && !(keep[word] < 1 && draws.NextDouble() >= keep[word])) sentence.Add(word);
            if (word >= 0 && sentence.Count < options.SentenceLimit) continue;
            for (int at = 0; at < sentence.Count; at++)
            {
                int window = options.ShrinkWindow ? 1 + draws.Below(options.Window) : options.Window;
                int[] around = [.. Enumerable.Range(at - window, (2 * window) + 1).Where(place => place != at && place >= 0 && place < sentence.Count).Select(place => sentence[place])];
                if (around.Length == 0) continue;
                foreach (int[] from in options.Cbow ? [around] : around.Select(one => new[] { one }))
                {
                    double[] hidden = [.. Enumerable.Range(0, options.Dimension).Select(i => from.Average(one => words[one][i]))], change = new double[options.Dimension];
                    int[] drawn = [.. Enumerable.Range(0, options.Negatives).Select(_ => sampler.Draw(draws.NextBits())).ToArray().Where(word => word != sentence[at])];
                    // Three at a time are measured before they move.
                    foreach ((int Word, int Label)[] group in drawn.Select(word => (Word: word, Label: 0)).Prepend((sentence[at], 1)).Chunk(3))
                    {
                        double[] sigmoids = [.. group.Select(target => 1 / (1 + Math.Exp(-hidden.Zip(contexts[target.Word], (left, right) => left * right).Sum())))];
                        foreach (((int predicted, int label), double sigmoid) in group.Zip(sigmoids))
                        {
                            loss -= Math.Log(label == 1 ? sigmoid : 1 - sigmoid);
                            for (int i = 0; i < options.Dimension; i++)
                            {
                                double pull = (label - sigmoid) * rate;
                                change[i] += pull * contexts[predicted][i];
                                contexts[predicted][i] += pull * hidden[i];
                            }
                        }
                    }
                    foreach (int one in from)
                        for (int i = 0; i < options.Dimension; i++) words[one][i] += change[i];
                    predictions++;
                }
            }
            sentence.Clear();
        }
        return (loss, predictions);
    }
}
