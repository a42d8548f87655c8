using Autodidact.Data;
using Autodidact.Data.Text.Words;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Words;
using Autodidact.Models.Words;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Evaluation.Words;

public sealed class WordEvaluatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pairs_in_the_order_of_people_correlate_fully_and_words_without_vectors_are_left_out()
    {
        WordVectors vectors = new(new WordVocabulary(["cat", "Dog", "car", "road"]), 2, [1, 0, 1, 0.2f, 0, 1, 0.5f, 1]);
        WordTest test = new("t", [new("cat", "dog", 9), new("Car", "road", 7), new("dog", "car", 2), new("cat", "car", 1), new("cat", "unknown", 5)], []);
        SimilarityRow row = WordEvaluator.Similarity(vectors, test);
        Assert.Equal((5, 4, 1.0), (row.Pairs, row.Covered, row.Spearman!.Value));
        Assert.Null(WordEvaluator.Similarity(vectors, test with { Pairs = [new("no", "where", 1)] }).Spearman);
    }

    [Fact]
    public void The_interval_is_that_of_Bonett_and_Wright()
    {
        // tanh(atanh 0.5 -+ 1.96 sqrt(1.125 / 25)).
        Interval interval = Interval.OfRankCorrelation(0.5, 28);
        Assert.Equal(0.1327, interval.Low, 3);
        Assert.Equal(0.7466, interval.High, 3);
        Assert.Equal(new Interval(-1, 1), Interval.OfRankCorrelation(double.NaN, 50));
        Assert.Equal(new Interval(-1, 1), Interval.OfRankCorrelation(0.3, 3));
    }

    [Fact]
    public void Analogies_are_solved_as_plain_loops_solve_them()
    {
        Random random = new(3);
        const int Words = 60, Dimension = 7;
        // Every third word has a twin in capitals, which is less frequent and so no answer.
        string[] names = [.. Enumerable.Range(0, Words).Select(i => i % 3 == 2 ? $"W{i - 1}" : $"w{i}")];
        WordVectors vectors = new(new WordVocabulary(names), Dimension, [.. Enumerable.Range(0, Words * Dimension).Select(_ => (float)(random.NextDouble() - 0.5))]);
        int[] leading = [.. Enumerable.Range(0, Words).Where(i => i % 3 != 2)];
        List<Analogy> questions = [];
        (int added, int multiplied) = (0, 0);
        for (int i = 0; i < 200; i++)
        {
            int[] picked = [.. Enumerable.Range(0, 3).Select(_ => leading[random.Next(leading.Length)])];
            int Best(Func<int, double> score) => leading.Except(picked).MaxBy(score);
            double Cosine(int word, int place) => vectors.Cosine(word, picked[place]);
            int sum = Best(word => Cosine(word, 1) - Cosine(word, 0) + Cosine(word, 2));
            int product = Best(word => (1 + Cosine(word, 1)) / 2 * (1 + Cosine(word, 2)) / 2 / (((1 + Cosine(word, 0)) / 2) + 0.001));
            int answer = i % 2 == 0 ? sum : product;
            if (answer == sum) added++;
            if (answer == product) multiplied++;
            questions.Add(new(i < 100 ? "one" : "two", names[picked[0]].ToUpperInvariant(), names[picked[1]], names[picked[2]], names[answer]));
        }
        questions.Add(new("two", "w0", "w1", "w3", "unknown"));

        IReadOnlyList<AnalogyRow> rows = WordEvaluator.Analogies(vectors, new WordTest("t", [], questions));
        Assert.Equal([null, "one", "two"], rows.Select(row => row.Section));
        Assert.Equal((201, 200, added / 200.0, multiplied / 200.0), (rows[0].Questions, rows[0].Covered, rows[0].Add, rows[0].Multiply));
        Assert.InRange(rows[0].Add, rows[0].AddInterval.Low, rows[0].AddInterval.High);
        Assert.Equal((100, 101), (rows[1].Questions, rows[2].Questions));
    }

    [Theory]
    [InlineData("Word 1\tWord 2\tHuman (mean)\nlove\tsex\t6.77\ntiger\tcat\t7.35\n", 6.77)]
    [InlineData("word1\tword2\tPOS\tSimLex999\tconc(w1)\tconc(w2)\tconcQ\tAssoc(USF)\tSimAssoc333\tSD(SimLex)\nold\tnew\tA\t1.58\t2.72\t2.81\t2\t7.25\t1\t0.41\nsmart\tintelligent\tA\t9.2\t1.75\t2.46\t1\t7.11\t1\t0.67\n", 1.58)]
    [InlineData("# as here\nold\tnew\t1.58\nwords\tword\t9\n", 1.58)]
    [InlineData("word\twords\t1.58\nold\tnew\t1\n", 1.58)]
    public void Pairs_are_read_as_they_are_published(string text, double first)
    {
        File.WriteAllText(_folder["t.txt"], text);
        IReadOnlyList<WordPair> pairs = WordTest.Open(_folder["t.txt"])[0].Pairs;
        Assert.Equal((2, first), (pairs.Count, pairs[0].Score));
    }

    [Theory]
    [InlineData("word1\tword2\tPOS\tSimLex999\nold\tnew\tA\n", "line 2: it is no pair")]
    [InlineData("Word 1\tWord 2\tHuman (mean)\nWord 1\tWord 2\tHuman (mean)\n", "line 2: it is no pair")]
    [InlineData("a\tb\n", "line 1: it is no pair")]
    [InlineData("# head\na\tb\tmuch\n", "line 2: it is no pair")]
    [InlineData(": family\na b c\n", "line 2: it is no analogy")]
    [InlineData("a\tb\t1\n: family\na b c d\n", "pairs and analogies")]
    [InlineData("# nothing\n", "no pairs of words and no analogies")]
    public void A_broken_test_is_refused_with_its_line(string text, string said)
    {
        File.WriteAllText(_folder["t.txt"], text);
        Assert.Contains(said, Assert.Throws<DataException>(() => WordTest.Open(_folder["t.txt"])).Message, StringComparison.Ordinal);
    }

    [DatasetFact("word-similarity")]
    public void Published_tests_have_as_many_pairs_and_questions_as_published()
    {
        IReadOnlyList<WordTest> tests = WordTest.Open(Datasets.PathOf("word-similarity"));
        Assert.Equal([("questions-words", 0, 19_544), ("simlex999", 999, 0), ("wordsim353", 353, 0)], tests.Select(test => (test.Name, test.Pairs.Count, test.Analogies.Count)));
        Assert.Equal(14, tests[0].Analogies.Select(question => question.Section).Distinct().Count());
        Assert.Throws<DataException>(() => WordTest.Open(_folder.Path));
    }
}
