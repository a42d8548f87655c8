using Autodidact.Evaluation.Metrics;
using Autodidact.Models.Words;

namespace Autodidact.Evaluation.Words;

/// <summary>Measures word vectors. Words are found in whatever capitals they are most frequent in.</summary>
public static class WordEvaluator
{
    /// <summary>Answers to analogies are looked for among so many words, as usual: the most frequent.</summary>
    public const int Candidates = 300_000;

    // Keeps 3CosMul from dividing by nothing (Levy and Goldberg 2014).
    private const float Epsilon = 0.001f;

    /// <summary>Holds vectors against all tests.</summary>
    /// <param name="name">What to call the vectors.</param>
    /// <param name="vectors">The vectors.</param>
    /// <param name="tests">What people know of words.</param>
    /// <param name="cancel">Ends the work.</param>
    public static WordCard Measure(string name, WordVectors vectors, IReadOnlyList<WordTest> tests, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(tests);
        return new(name, vectors.Vocabulary.Size, vectors.Dimension,
            [.. tests.Where(test => test.Pairs.Count > 0).Select(test => Similarity(vectors, test))],
            [.. tests.Where(test => test.Analogies.Count > 0).SelectMany(test => Analogies(vectors, test, cancel))]);
    }

    /// <summary>Whether cosines order pairs as people do.</summary>
    public static SimilarityRow Similarity(WordVectors vectors, WordTest test)
    {
        List<double> cosines = [], scores = [];
        foreach (WordPair pair in test.Pairs)
        {
            if (!vectors.Vocabulary.TryFindAnyCase(pair.First, out int first) || !vectors.Vocabulary.TryFindAnyCase(pair.Second, out int second)) continue;
            cosines.Add(vectors.Cosine(first, second));
            scores.Add(pair.Score);
        }
        double spearman = RankCorrelation.Spearman([.. cosines], [.. scores]);
        Interval interval = Interval.OfRankCorrelation(spearman, cosines.Count);
        return new(test.Name, test.Pairs.Count, cosines.Count, double.IsNaN(spearman) ? null : spearman, interval.Low, interval.High);
    }

    /// <summary>
    /// How many analogies are solved: the word d that makes <c>cos(d, b) - cos(d, a) + cos(d, c)</c> largest (3CosAdd; Mikolov et al. 2013, NAACL), or
    /// <c>cos(d, b) cos(d, c) / cos(d, a)</c> with cosines brought to 0..1 (3CosMul; Levy and Goldberg 2014), the question's three words excepted.
    /// </summary>
    public static IReadOnlyList<AnalogyRow> Analogies(WordVectors vectors, WordTest test, CancellationToken cancel = default)
    {
        AnalogyRow[] sections = [.. test.Analogies.GroupBy(question => question.Section).Select(section => Solve(vectors, test.Name, section.Key, [.. section], cancel))];
        int Total(Func<AnalogyRow, double> count) => (int)Math.Round(sections.Sum(count));
        return [Row(test.Name, null, test.Analogies.Count, Total(row => row.Covered), Total(row => row.Add * row.Covered), Total(row => row.Multiply * row.Covered)), .. sections];
    }

    private static AnalogyRow Solve(WordVectors vectors, string test, string section, Analogy[] questions, CancellationToken cancel)
    {
        int candidates = Math.Min(vectors.Vocabulary.Size, Candidates);
        bool[] leads = [.. Enumerable.Range(0, candidates).Select(vectors.Vocabulary.LeadsItsCases)];
        // Questions of a kind are made of a few dozen words, whose cosines with all others serve many of them.
        Dictionary<int, float[]> known = [];
        int covered = 0, added = 0, multiplied = 0;
        foreach (Analogy question in questions)
        {
            cancel.ThrowIfCancellationRequested();
            if (!Find(question.A, out int a) || !Find(question.B, out int b) || !Find(question.C, out int c) || !Find(question.Answer, out int answer)) continue;
            covered++;
            (int byAdding, int byMultiplying) = Best(Cosines(a), Cosines(b), Cosines(c), leads, a, b, c);
            if (byAdding == answer) added++;
            if (byMultiplying == answer) multiplied++;
        }
        return Row(test, section, questions.Length, covered, added, multiplied);

        bool Find(string word, out int number) => vectors.Vocabulary.TryFindAnyCase(word, out number) && number < candidates;

        float[] Cosines(int word)
        {
            if (known.TryGetValue(word, out float[]? cosines)) return cosines;
            vectors.Cosines(word, cosines = new float[candidates]);
            return known[word] = cosines;
        }
    }

    private static (int ByAdding, int ByMultiplying) Best(float[] toA, float[] toB, float[] toC, bool[] leads, int a, int b, int c)
    {
        (int sum, int product) = (-1, -1);
        (float largestSum, float largestProduct) = (float.NegativeInfinity, float.NegativeInfinity);
        for (int word = 0; word < leads.Length; word++)
        {
            // Of words that differ in capitals alone the most frequent stands for all, in questions and answers.
            if (!leads[word] || word == a || word == b || word == c) continue;
            float added = toB[word] - toA[word] + toC[word], multiplied = (toB[word] + 1) * (toC[word] + 1) / (toA[word] + 1 + (2 * Epsilon));
            if (added > largestSum) (sum, largestSum) = (word, added);
            if (multiplied > largestProduct) (product, largestProduct) = (word, multiplied);
        }
        return (sum, product);
    }

    private static AnalogyRow Row(string test, string? section, int questions, int covered, int added, int multiplied) => new(
        test, section, questions, covered, covered == 0 ? 0 : (double)added / covered, Interval.Wilson(added, covered), covered == 0 ? 0 : (double)multiplied / covered, Interval.Wilson(multiplied, covered));
}
