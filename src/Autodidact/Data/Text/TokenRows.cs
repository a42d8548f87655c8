namespace Autodidact.Data.Text;

/// <summary>All texts of a source as rows of tokens of one length, in memory: 4 bytes a token.</summary>
public sealed class TokenRows
{
    private readonly PackedRow[] _rows;

    private TokenRows(Tokenizer tokenizer, PackedRow[] rows, IReadOnlyList<string> notes) => (Tokenizer, _rows, Notes) = (tokenizer, rows, notes);

    /// <summary>What cut the texts.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>How many rows.</summary>
    public int Count => _rows.Length;

    /// <summary>What a person should know of how they were made.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>A row.</summary>
    public PackedRow this[int index] => _rows[index];

    /// <summary>Cuts the texts of a source and fills rows with them.</summary>
    /// <param name="source">The texts; one that cannot be read any more is left out.</param>
    /// <param name="options">The tokenizer and the length.</param>
    /// <param name="pairs">Whether each row is a stretch of one text, with room for the tokens that make two sentences of it; otherwise texts flow on from row to row.</param>
    /// <exception cref="DataException">The tokenizer cannot be read, or no text has any token.</exception>
    public static TokenRows Of(TextSource source, TokenOptions options, bool pairs)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        List<string> notes = [];
        int lost = 0;
        Tokenizer tokenizer = options.Make(Texts(source, () => { }));
        int padding = tokenizer.Special.Padding!.Value;
        IEnumerable<int[]> documents = Texts(source, () => lost++).Select(text => tokenizer.Encode(text, addSpecial: !pairs, readSpecial: false).Ids);
        PackedRow[] rows = pairs
            ? [.. documents.SelectMany(document => Stretches(document, options.Length - SentencePair.Marks))]
            : [.. TokenPacker.Pack(documents, new PackOptions { Length = options.Length, Padding = padding })];
        if (rows.Length == 0) throw new DataException($"{source.Name} has no text {(pairs ? $"of at least {SentencePair.Shortest} tokens" : "with a token in it")}.");
        long tokens = rows.Sum(row => (long)row.Filled);
        if (lost > 0) notes.Add($"{lost:N0} texts could not be read any more and were left out");
        notes.Add($"{tokens:N0} tokens of {tokenizer} in {rows.Length:N0} rows of {options.Length}, filled to {(double)(tokens + (pairs ? (long)SentencePair.Marks * rows.Length : 0)) / rows.Length / options.Length:P1}");
        return new(tokenizer, rows, notes);
    }

    private static IEnumerable<PackedRow> Stretches(int[] document, int length)
    {
        for (int start = 0; start < document.Length; start += length)
        {
            int[] tokens = document[start..Math.Min(start + length, document.Length)];
            if (tokens.Length >= SentencePair.Shortest) yield return new(tokens, [new PackedSegment(0, start, 0, tokens.Length)]);
        }
    }

    private static IEnumerable<string> Texts(TextSource source, Action lost)
    {
        for (int i = 0; i < source.Count; i++)
        {
            string text;
            try
            {
                text = source.Read(i).Text;
            }
            catch (BadSampleException)
            {
                lost();
                continue;
            }
            yield return text;
        }
    }
}
