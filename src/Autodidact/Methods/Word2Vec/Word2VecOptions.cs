using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;

namespace Autodidact.Methods.Word2Vec;

/// <summary>
/// What is predicted from what: words from the words around them, with negative sampling. Mikolov et al. 2013, arXiv:1301.3781 and arXiv:1310.4546. Defaults are those of the authors' program.
/// </summary>
public record Word2VecOptions : ICheckedOptions
{
    /// <summary>Whether the mean of the words around it predicts a word (CBOW). Otherwise each of them does so by itself (skip-gram): slower, and better for rare words.</summary>
    public bool Cbow { get; init; }

    /// <summary>Numbers in a word's vector.</summary>
    [Range(1, 8192)]
    public int Dimension { get; init; } = 100;

    /// <summary>Words on each side that count as surroundings.</summary>
    [Range(1, 500)]
    public int Window { get; init; } = 5;

    /// <summary>Whether every word has a window of its own, drawn between 1 and <see cref="Window"/>: near words count more.</summary>
    public bool ShrinkWindow { get; init; } = true;

    /// <summary>Drawn words that each word is told from; 5 to 20 for small texts, 2 to 5 for large ones (arXiv:1310.4546, section 2.2).</summary>
    [Range(1, 1000)]
    public int Negatives { get; init; } = 5;

    /// <summary>Words are drawn by their counts to this power: 1 as they occur, 0 all alike.</summary>
    [Range(0.0, 1.0)]
    public double NegativePower { get; init; } = 0.75;

    /// <summary>Share of all words above which a word is left out here and there (section 2.3); 0 leaves out none. 1e-5 to 1e-3.</summary>
    [Range(0.0, 1.0)]
    public double Sample { get; init; } = 1e-3;

    /// <summary>Words after which a document is cut, counted without those that were left out. Windows do not reach across cuts.</summary>
    [Range(2, 1_000_000)]
    public int SentenceLimit { get; init; } = 1000;

    /// <summary>How the logistic function is computed.</summary>
    public SigmoidKind Sigmoid { get; init; } = SigmoidKind.Table;

    /// <inheritdoc/>
    public virtual IEnumerable<ConfigurationMistake> Check()
    {
        if (Window >= SentenceLimit)
            yield return new("window", $"{Window}", $"must be smaller than sentence_limit ({SentenceLimit}): windows do not reach across cuts");
    }
}
