namespace Autodidact.Data.Text.Training;

/// <summary>How often each word occurs in a corpus: all that training needs to know of it.</summary>
internal sealed class WordCounts
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Add(ReadOnlySpan<char> word)
    {
        ref long count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts.GetAlternateLookup<ReadOnlySpan<char>>(), word, out _);
        count++;
    }

    /// <summary>Words in the order of their characters' code units, so that nothing depends on the order of the corpus.</summary>
    public IEnumerable<(string Word, long Count)> Sorted() =>
        _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value));
}
