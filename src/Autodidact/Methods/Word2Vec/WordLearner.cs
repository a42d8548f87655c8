using System.Numerics;
using System.Runtime.CompilerServices;
using Autodidact.Data.Text.Words;
using Autodidact.Data.Views;
using Autodidact.Objectives;

namespace Autodidact.Methods.Word2Vec;

/// <summary>Learns word vectors from pieces of a corpus, on one thread: which words predict which. Nothing is allocated while it learns.</summary>
internal sealed class WordLearner
{
    private readonly Word2VecOptions _options;
    private readonly VectorTable _words;
    private readonly float[] _keep;
    private readonly NegativeSampling _sampling;
    private readonly VectorTable _scratch;
    private readonly int[] _sentence;
    private Draws _draws;

    /// <param name="options">What is predicted from what.</param>
    /// <param name="tables">What is learned; others may learn in it at the same time.</param>
    /// <param name="sampler">Draws negatives.</param>
    /// <param name="keep">How likely each word stays.</param>
    /// <param name="number">Which of the learners this is.</param>
    public WordLearner(Word2VecOptions options, WordTables tables, AliasSampler sampler, float[] keep, int number)
    {
        (_options, _words, _keep) = (options, tables.Words, keep);
        _sampling = new(tables.Contexts, sampler, new Logistic(options.Sigmoid), options.Negatives, tables.Vocabulary.Size + number);
        _scratch = new(2, options.Dimension);
        _sentence = new int[options.SentenceLimit];
    }

    /// <summary>The sum of all losses.</summary>
    public double Loss => _sampling.Loss;

    /// <summary>How many predictions there were.</summary>
    public long Predictions => _sampling.Terms;

    public static AliasSampler SamplerFor(Word2VecOptions options, WordVocabulary vocabulary) => new(SkipGram.NegativeDistribution(vocabulary.Counts, options.NegativePower));

    public static float[] KeptShares(Word2VecOptions options, WordVocabulary vocabulary) => [.. SkipGram.KeepProbability(vocabulary.Counts, options.Sample).Select(share => (float)share)];

    /// <summary>Learns from a piece. What is random in it follows from the key alone.</summary>
    public void Learn(ReadOnlySpan<int> piece, float rate, in DrawKey key)
    {
        _draws = new(key, DrawPurpose.Words);
        int length = 0;
        foreach (int word in piece)
        {
            if (word == WordCorpus.DocumentEnd)
            {
                LearnSentence(length, rate);
                length = 0;
                continue;
            }
            if (_keep[word] < 1 && _draws.NextDouble() >= _keep[word]) continue;
            _sentence[length++] = word;
            if (length < _sentence.Length) continue;
            LearnSentence(length, rate);
            length = 0;
        }
        LearnSentence(length, rate);
    }

    private void LearnSentence(int length, float rate)
    {
        for (int at = 0; at < length; at++)
        {
            int window = _options.ShrinkWindow ? 1 + _draws.Below(_options.Window) : _options.Window;
            int first = Math.Max(0, at - window), last = Math.Min(length - 1, at + window);
            if (_options.Cbow) LearnFromMean(at, first, last, rate);
            else LearnFromEach(at, first, last, rate);
        }
    }

    /// <summary>Skip-gram: every word around it predicts the word at <paramref name="at"/>. Over a text these are the same pairs as those in which it predicts them.</summary>
    private void LearnFromEach(int at, int first, int last, float rate)
    {
        ref float change = ref _scratch[0];
        for (int beside = first; beside <= last; beside++)
        {
            if (beside == at) continue;
            ref float hidden = ref _words[_sentence[beside]];
            _sampling.Step(ref hidden, ref change, _sentence[at], rate, ref _draws);
            Add(ref hidden, ref change);
        }
    }

    /// <summary>CBOW: the mean of the words around it predicts the word at <paramref name="at"/>; each of them moves by what the mean is pulled by, undivided, as in the authors' program.</summary>
    private void LearnFromMean(int at, int first, int last, float rate)
    {
        if (last == first) return;
        ref float change = ref _scratch[0];
        ref float mean = ref _scratch[1];
        _scratch.Row(1).Clear();
        for (int beside = first; beside <= last; beside++)
            if (beside != at) Add(ref mean, ref _words[_sentence[beside]]);
        Scale(ref mean, 1f / (last - first));
        _sampling.Step(ref mean, ref change, _sentence[at], rate, ref _draws);
        for (int beside = first; beside <= last; beside++)
            if (beside != at) Add(ref _words[_sentence[beside]], ref change);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ref float to, ref float what)
    {
        for (nuint i = 0; i < (nuint)_words.Stride; i += (nuint)Vector<float>.Count)
            (Vector.LoadUnsafe(ref to, i) + Vector.LoadUnsafe(ref what, i)).StoreUnsafe(ref to, i);
    }

    private void Scale(ref float what, float by)
    {
        Vector<float> factor = new(by);
        for (nuint i = 0; i < (nuint)_words.Stride; i += (nuint)Vector<float>.Count)
            (Vector.LoadUnsafe(ref what, i) * factor).StoreUnsafe(ref what, i);
    }
}
