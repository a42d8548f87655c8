namespace Autodidact.Data.Text;

/// <summary>All texts of a source as rows of tokens of one length, in memory: 4 bytes a token.</summary>
public sealed class TokenRows
{
    private readonly PackedRow[] _rows;

    private TokenRows(Tokenizer tokenizer, int length, PackedRow[] rows, IReadOnlyList<string> notes) => (Tokenizer, Length, _rows, Notes) = (tokenizer, length, rows, notes);

    /// <summary>What cut the texts.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Tokens a row.</summary>
    public int Length { get; }

    /// <summary>How many rows.</summary>
    public int Count => _rows.Length;

    /// <summary>What a person should know of how they were made.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>A row. Of pairs it is a stretch of one text, shorter than <see cref="Length"/> by the marks that make two of it.</summary>
    public PackedRow this[int index] => _rows[index];

    /// <summary>Cuts the texts of a source and fills rows with them.</summary>
    /// <param name="source">The texts; one that cannot be read any more is left out.</param>
    /// <param name="tokenizer">Has tokens for padding and hiding.</param>
    /// <param name="length">Tokens a row.</param>
    /// <param name="pairs">Whether each row is a stretch of one text, with room for the tokens that make two sentences of it; otherwise texts flow on from row to row.</param>
    /// <param name="read">Told how many texts are done, after each.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <exception cref="DataException">No text has enough tokens.</exception>
    public static TokenRows Of(TextSource source, Tokenizer tokenizer, int length, bool pairs, Action<int>? read = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(tokenizer);
        int lost = 0;
        IEnumerable<int[]> documents = source.Texts(() => lost++, read, cancel).Select(text => tokenizer.Encode(text, addSpecial: !pairs, readSpecial: false).Ids);
        PackedRow[] rows = pairs
            ? [.. documents.Index().SelectMany(document => Stretches(document.Index, document.Item, length - SentencePair.Marks))]
            : [.. TokenPacker.Pack(documents, new PackOptions { Length = length, Padding = tokenizer.Special.Padding!.Value })];
        if (rows.Length == 0) throw new DataException($"{source.Name} has no text {(pairs ? $"of at least {SentencePair.Shortest} tokens" : "with a token in it")}.");
        long tokens = rows.Sum(row => (long)row.Filled + (pairs ? SentencePair.Marks : 0));
        return new(tokenizer, length, rows,
        [
            .. lost > 0 ? [$"{lost:N0} texts could not be read any more and were left out"] : Array.Empty<string>(),
            $"{tokens:N0} tokens of {tokenizer} in {rows.Length:N0} rows of {length}, filled to {(double)tokens / rows.Length / length:P1}",
        ]);
    }

    private static IEnumerable<PackedRow> Stretches(int number, int[] document, int length)
    {
        for (int start = 0; start < document.Length; start += length)
        {
            int[] tokens = document[start..Math.Min(start + length, document.Length)];
            if (tokens.Length >= SentencePair.Shortest) yield return new(tokens, [new PackedSegment(number, start, 0, tokens.Length)]);
        }
    }
}
