using System.Diagnostics;
using Autodidact.Configuration;
using Autodidact.Data.Text.Words;
using Autodidact.Data.Views;
using Autodidact.Methods.Word2Vec;

namespace Autodidact.Training.Words;

/// <summary>
/// The loop of word2vec. It is not that of the other methods: a step is a few hundred nanoseconds on a handful of rows, and threads take it at the same time in the same tables without
/// locks (Niu et al. 2011, arXiv:1106.5730). Threads take pieces of the corpus in order; what is drawn in a piece follows from seed, pass and piece.
/// </summary>
public sealed class Word2VecTrainer
{
    // As in the authors' program: so that the last words still teach something.
    private const double LowestRate = 1e-4;

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly WordCorpus _corpus;
    private readonly Word2VecRunOptions _options;
    private readonly WordTables _tables;
    private readonly WordLearner[] _learners;
    private readonly long _total;
    private long _next, _words;
    private Exception? _failure;

    /// <param name="corpus">The words.</param>
    /// <param name="options">How to learn; where the data lie and where the vectors go is not looked at.</param>
    /// <exception cref="ConfigurationException">Too few words, or so many that their vectors do not fit into one table.</exception>
    public Word2VecTrainer(WordCorpus corpus, Word2VecRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(options);
        (_corpus, _options) = (corpus, options.Resolve());
        int size = corpus.Vocabulary.Size, threads = _options.Threads!.Value, most = VectorTable.MostRows(options.Dimension) - threads;
        if (size < 2) throw new ConfigurationException([new("min_count", $"{options.MinCount}", $"leaves {size} different words of {corpus.WordCount + corpus.DroppedCount:N0}; at least 2 are needed")]);
        if (size > most) throw new ConfigurationException([new("min_count", $"{options.MinCount}", $"leaves {size:N0} different words; {most:N0} vectors of {options.Dimension} numbers fit into a table")]);
        _tables = new(corpus.Vocabulary, options.Dimension, options.Seed, threads);
        AliasSampler sampler = WordLearner.SamplerFor(options, corpus.Vocabulary);
        float[] keep = WordLearner.KeptShares(options, corpus.Vocabulary);
        _learners = [.. Enumerable.Range(0, threads).Select(number => new WordLearner(options, _tables, sampler, keep, number))];
        _total = corpus.WordCount * options.Epochs;
    }

    /// <summary>Learns. Once for each trainer.</summary>
    /// <param name="progress">Told now and then how far it is, on the calling thread.</param>
    /// <param name="cancel">Ends the learning within a piece of ten thousand words a thread; the vectors are those of then.</param>
    public Word2VecResult Run(IProgress<Word2VecProgress>? progress = null, CancellationToken cancel = default)
    {
        long started = Stopwatch.GetTimestamp();
        Thread[] threads = [.. _learners.Select((learner, number) => new Thread(() => Work(learner, cancel)) { Name = $"word2vec {number}", IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        LossWindow losses = new(_learners);
        foreach (Thread thread in threads)
            while (!thread.Join(s_interval)) Report();
        if (_failure is not null) throw new InvalidOperationException("Word vectors could not be learned.", _failure);
        Report();
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new(_tables.ToVectors(), _words, Epochs(_words), losses.Last(), seconds, _words < _total);

        void Report()
        {
            long words = Interlocked.Read(ref _words);
            double passed = Stopwatch.GetElapsedTime(started).TotalSeconds, speed = words / passed;
            double? loss = losses.SinceLast(words);
            TimeSpan left = words == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min((_total - words) / speed, 1e9));
            progress?.Report(new(words, _total, Epochs(words), speed, loss, Rate(words), left));
        }
    }

    private void Work(WordLearner learner, CancellationToken cancel)
    {
        try
        {
            long last = (long)_corpus.Pieces.Count * _options.Epochs;
            for (long at; !cancel.IsCancellationRequested && (at = Interlocked.Increment(ref _next) - 1) < last;)
            {
                (long epoch, long piece) = Math.DivRem(at, _corpus.Pieces.Count);
                int[] words = _corpus.Pieces[(int)piece];
                learner.Learn(words, (float)Rate(Interlocked.Read(ref _words)), new DrawKey(_options.Seed, (int)epoch, piece, 0));
                Interlocked.Add(ref _words, words.AsSpan().Length - words.AsSpan().Count(WordCorpus.DocumentEnd));
            }
        }
        catch (Exception error)
        {
            _failure = error;
        }
    }

    private double Rate(long words) => RateAfter(words, _total, _options.LearningRate!.Value);

    /// <summary>The learning rate when so many words of all passes are done.</summary>
    internal static double RateAfter(long words, long total, double first) => first * Math.Max(LowestRate, 1 - (words / (total + 1.0)));

    private double Epochs(long words) => Math.Round((double)words / _corpus.WordCount, 4);
}
