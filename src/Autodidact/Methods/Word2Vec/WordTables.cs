using Autodidact.Data.Text.Words;
using Autodidact.Data.Views;
using Autodidact.Models.Words;

namespace Autodidact.Methods.Word2Vec;

/// <summary>What word2vec learns: for every word a vector that it is kept by, and one for it as what is predicted.</summary>
internal sealed class WordTables
{
    /// <param name="vocabulary">The words.</param>
    /// <param name="dimension">Numbers in a vector.</param>
    /// <param name="seed">Decides the first values: words between -1/2 and 1/2 of 1/dimension, contexts 0, as in the authors' program.</param>
    /// <param name="learners">Who learns at the same time: each has a row of its own behind the contexts, of no word.</param>
    public WordTables(WordVocabulary vocabulary, int dimension, ulong seed, int learners)
    {
        Vocabulary = vocabulary;
        (Words, Contexts) = (new(vocabulary.Size, dimension), new(vocabulary.Size + learners, dimension));
        for (int word = 0; word < vocabulary.Size; word++)
        {
            Draws draws = new(new DrawKey(seed, 0, word, 0), DrawPurpose.Weights);
            foreach (ref float value in Words.Row(word)) value = (float)((draws.NextDouble() - 0.5) / dimension);
        }
    }

    public WordVocabulary Vocabulary { get; }

    public VectorTable Words { get; }

    public VectorTable Contexts { get; }

    /// <summary>A copy of what is learned so far.</summary>
    public WordVectors ToVectors() => new(Vocabulary, Words.Dimension, Words.Copy(Vocabulary.Size), Contexts.Copy(Vocabulary.Size));
}
