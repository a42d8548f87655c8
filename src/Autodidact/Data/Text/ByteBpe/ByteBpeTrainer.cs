using System.Text;
using Autodidact.Data.Text.Training;

namespace Autodidact.Data.Text.ByteBpe;

/// <summary>
/// Trains <see cref="ByteBpeTokenizer"/>s. The result is a function of the texts and the options alone, and the merges are those that Hugging Face's
/// trainer finds.
/// </summary>
public static class ByteBpeTrainer
{
    /// <summary>Learns a vocabulary.</summary>
    /// <param name="texts">The corpus; read once, kept as counts of its words.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <exception cref="ArgumentException">A vocabulary too small for its special tokens and bytes, a special token named twice, or a rule out of range.</exception>
    public static ByteBpeTokenizer Train(IEnumerable<string> texts, ByteBpeTrainerOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new ByteBpeTrainerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LeastCount, 1);
        TokenTable table = new(options.SpecialTokens);
        int[] byteIds = new int[256];
        foreach (char unit in ByteAlphabet.Sorted) byteIds[ByteOf(unit)] = table.Add(unit.ToString());
        table.RequireRoom(options.VocabularySize, "special tokens and bytes");

        PairMerger merger = new();
        foreach ((string word, long count) in Count(texts, options.Text, cancellation).Sorted())
        {
            byte[] bytes = Encoding.UTF8.GetBytes(word);
            merger.Add(Array.ConvertAll(bytes, value => byteIds[value]), count);
        }
        List<(string Left, string Right)> merges = [];
        merger.Run(options.LeastCount, pair =>
        {
            if (table.Count >= options.VocabularySize) return null;
            merges.Add((table[pair.Left], table[pair.Right]));
            return table.Add(table[pair.Left] + table[pair.Right]);
        }, cancellation);
        return new ByteBpeTokenizer(table.ToVocabulary(), merges, table.SpecialTokens("<s>", "</s>"), options.Text);
    }

    private static WordCounts Count(IEnumerable<string> texts, ByteBpeOptions options, CancellationToken cancellation)
    {
        WordCounts counts = new();
        foreach (string text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<char> rest = options.AddsSpace && text.Length > 0 && text[0] != ' ' ? $" {text}" : text;
            while (rest.Length > 0)
            {
                int end = Gpt2Splitter.EndOf(rest, 0);
                counts.Add(rest[..end]);
                rest = rest[end..];
            }
        }
        return counts;
    }

    private static byte ByteOf(char unit) => ByteAlphabet.TryGetByte(unit, out byte value) ? value : throw new ArgumentOutOfRangeException(nameof(unit));
}
