using Autodidact.Configuration;
using Autodidact.Data.Text.Words;
using Autodidact.Models.Words;
using Autodidact.Tests.Support;
using Autodidact.Training.Words;
using Xunit;

namespace Autodidact.Tests.Training.Words;

/// <summary>The loop of word2vec: what it learns, what is the same every time, and what it refuses.</summary>
public sealed class Word2VecTrainerTests
{
    private static readonly WordCorpus s_topics = TextFile.Corpus(TextFile.TwoTopics(400));
    private static readonly Word2VecRunOptions s_options = new() { Data = "made up", Dimension = 16, Window = 4, Sample = 0, Epochs = 10, Threads = 1, LearningRate = 0.1 };

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    [InlineData(true, 3)]
    public void Words_of_a_topic_come_together(bool cbow, int threads)
    {
        Word2VecResult result = new Word2VecTrainer(s_topics, s_options with { Cbow = cbow, Threads = threads }).Run();
        WordVectors vectors = result.Vectors;
        double Mean(bool same) => (from first in Enumerable.Range(0, 20)
                                   from second in Enumerable.Range(0, 20)
                                   where first != second && vectors.Vocabulary.Words[first][0] == vectors.Vocabulary.Words[second][0] == same
                                   select vectors.Cosine(first, second)).Average();
        Assert.True(Mean(same: true) > Mean(same: false) + 0.5, $"{Mean(same: true)} within topics, {Mean(same: false)} between");
        Assert.All(Enumerable.Range(0, 20), word => Assert.All(vectors.Nearest(word, 5), near => Assert.Equal(vectors.Vocabulary.Words[word][0], near.Word[0])));
        Assert.Equal((s_topics.WordCount * 10, 10, false), (result.Words, result.Epochs, result.IsInterrupted));
        Assert.InRange(result.Loss!.Value, 1, 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void With_one_thread_a_seed_gives_the_same_bytes(bool cbow)
    {
        float[] Learn(ulong seed) => new Word2VecTrainer(s_topics, s_options with { Cbow = cbow, Seed = seed, Epochs = 2, Sample = 0.01 }).Run().Vectors.Rows.ToArray();
        Assert.Equal(Learn(3), Learn(3));
        Assert.NotEqual(Learn(3), Learn(4));
    }

    [Fact]
    public void Learning_allocates_nothing_that_grows_with_the_words()
    {
        long Allocated(int epochs)
        {
            Word2VecTrainer trainer = new(s_topics, s_options with { Epochs = epochs });
            long before = GC.GetTotalAllocatedBytes(precise: true);
            trainer.Run();
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
        Allocated(1);
        // There are a million steps; the smallest object in each would be 24 MB. What is there is the progress and the runtime's own.
        Assert.InRange(Allocated(40) - Allocated(1), long.MinValue, 2_000_000);
    }

    [Fact]
    public void Somebody_who_stops_it_gets_what_is_learned_so_far()
    {
        using CancellationTokenSource stop = new();
        Word2VecProgress? last = null;
        Word2VecResult result = new Word2VecTrainer(s_topics, s_options with { Epochs = 100_000 }).Run(new Told(progress =>
        {
            last = progress;
            if (progress.Words > 0) stop.Cancel();
        }), stop.Token);
        Assert.True(result.IsInterrupted);
        Assert.InRange(result.Words, 1, s_topics.WordCount * 100_000 - 1);
        Assert.True(last!.WordsPerSecond > 0 && last.LearningRate < 0.1 && last.TotalWords == s_topics.WordCount * 100_000);
        Assert.Contains(result.Vectors.Contexts!.Value.ToArray(), value => value != 0);
    }

    [Fact]
    public void All_mistakes_in_the_options_are_said_at_once()
    {
        ConfigurationException wrong = Assert.Throws<ConfigurationException>(() => Word2VecRun.Check(new() { Data = "missing", Dimension = 0, Negatives = 0, NegativePower = 2, LearningRate = 0, Window = 50, SentenceLimit = 40, MinCount = 0, Out = "." }));
        Assert.Equal(["data", "dimension", "learning_rate", "min_count", "negative_power", "negatives", "out", "window"], wrong.Mistakes.Select(mistake => mistake.Field).Order(StringComparer.Ordinal));
        Assert.Contains("min_count", Assert.Throws<ConfigurationException>(() => new Word2VecTrainer(TextFile.Corpus(["a b c"]), s_options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vectors_that_are_no_numbers_any_more_are_not_written()
    {
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder["texts.txt"], TextFile.TwoTopics(400));
        Word2VecRunOptions options = s_options with { Data = $"text:{folder["texts.txt"]}", Out = folder["v"], LearningRate = 10, Epochs = 50, Cbow = true, Window = 10, Negatives = 50 };
        Assert.Contains("learning_rate", (await Assert.ThrowsAsync<InvalidOperationException>(() => Word2VecRun.RunAsync(options))).Message, StringComparison.Ordinal);
        Assert.Equal(["texts.txt"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void The_rate_falls_in_a_straight_line_to_a_ten_thousandth()
    {
        const long total = 1_000_000;
        Assert.Equal(0.025, Word2VecTrainer.RateAfter(0, total, 0.025), 12);
        Assert.Equal(0.01875, Word2VecTrainer.RateAfter(total / 4, total, 0.025), 6);
        Assert.Equal(0.0125, Word2VecTrainer.RateAfter(total / 2, total, 0.025), 6);
        Assert.Equal(0.0000025, Word2VecTrainer.RateAfter(total, total, 0.025), 12);

        double last = 0;
        new Word2VecTrainer(s_topics, s_options).Run(new Told(progress => last = progress.LearningRate));
        Assert.Equal(0.1 / 10_000, last, 12);
    }

    [Theory]
    [InlineData("a a a a a b b b b b", 0.0001)]
    [InlineData("a\na\nb\nb\n", 0)]
    public async Task Where_not_one_word_is_predicted_nothing_is_written(string texts, double sample)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["texts.txt"], texts);
        Word2VecRunOptions options = s_options with { Data = $"text:{folder["texts.txt"]}", Out = folder["v"], MinCount = 1, Sample = sample, Epochs = 1 };
        Assert.Contains("Nothing was learned", (await Assert.ThrowsAsync<InvalidOperationException>(() => Word2VecRun.RunAsync(options))).Message, StringComparison.Ordinal);
        Assert.Equal(["texts.txt"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Resolved_options_read_back_the_same()
    {
        Word2VecRunOptions resolved = (s_options with { Cbow = true, LearningRate = null }).Resolve();
        Assert.Equal(0.05, resolved.LearningRate);
        Setting said = new();
        RecipeReader.Read(RecipeWriter.Write(resolved), "recipe.yaml", said);
        Assert.Equal(resolved, OptionsBinder.Bind<Word2VecRunOptions>(said));
    }

    private sealed class Told(Action<Word2VecProgress> tell) : IProgress<Word2VecProgress>
    {
        public void Report(Word2VecProgress value) => tell(value);
    }
}
