namespace Autodidact.Data.Text.Words;

/// <summary>Words by number, the most frequent first. Immutable.</summary>
public sealed class WordVocabulary
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _folded = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="words">All different, in the order of their numbers.</param>
    /// <param name="counts">How often each occurs; empty where that is not known.</param>
    /// <exception cref="ArgumentException">A word comes twice, or there are counts for other than all words.</exception>
    public WordVocabulary(IReadOnlyList<string> words, IReadOnlyList<long>? counts = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        (Words, Counts) = (words, counts ?? []);
        if (Counts.Count > 0 && Counts.Count != words.Count) throw new ArgumentException($"{words.Count} words have {Counts.Count} counts.", nameof(counts));
        for (int i = 0; i < words.Count; i++)
        {
            if (!_numbers.TryAdd(words[i], i)) throw new ArgumentException($"The word '{words[i]}' comes twice.", nameof(words));
            _folded.TryAdd(words[i], i);
        }
    }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>How often each word occurs; empty where that is not known.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>Words.</summary>
    public int Size => Words.Count;

    /// <summary>The number of a word, written like this.</summary>
    public bool TryFind(string word, out int number) => _numbers.TryGetValue(word, out number);

    /// <summary>The number of the most frequent word that differs from this one in capitals at most.</summary>
    public bool TryFindAnyCase(string word, out int number) => _folded.TryGetValue(word, out number);

    /// <summary>Whether a word is the most frequent among those that differ from it in capitals alone.</summary>
    public bool LeadsItsCases(int number) => _folded[Words[number]] == number;

    /// <inheritdoc/>
    public override string ToString() => $"{Size:N0} words";
}
