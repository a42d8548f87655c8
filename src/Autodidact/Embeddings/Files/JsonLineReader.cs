namespace Autodidact.Embeddings.Files;

/// <summary>A file of lines with rows in them.</summary>
internal sealed class JsonLineReader : RowReader
{
    // A million numbers of sixteen characters.
    private const int LongestLine = 1 << 24;

    /// <exception cref="InvalidDataException">The first line is not what it should be, or a line is too long.</exception>
    public JsonLineReader(string path) : base(path)
    {
        Count = LineFile.Count(path, LongestLine);
        if (Count == 0) return;
        using LineFile lines = new(path, LongestLine);
        SampleLineParser parser = new();
        Dimension = Parse(lines, parser) ? parser.Embedding.Count : 0;
        if (Dimension == 0) throw Damaged("its first line has no \"embedding\"");
    }

    public override IEnumerable<EmbeddingRows> Blocks(int rows, ClassNames names)
    {
        using LineFile lines = new(Path, LongestLine);
        SampleLineParser parser = new();
        for (long left = Count; left > 0; left -= rows)
        {
            int count = (int)Math.Min(rows, left);
            float[] values = new float[(long)count * Dimension];
            string[] ids = new string[count];
            int[] labels = new int[count];
            for (int i = 0; i < count; i++)
            {
                if (!Parse(lines, parser)) throw Damaged("it has become shorter since it was opened");
                if (parser.Embedding.Count != Dimension) throw Damaged($"line {lines.Number:N0} has {parser.Embedding.Count:N0} numbers, and the first has {Dimension:N0}");
                parser.CopyTo(values.AsSpan(i * Dimension, Dimension));
                (ids[i], labels[i]) = (parser.Id ?? $"{lines.Number}", parser.Label);
                Tell(names, parser, lines.Number);
            }
            yield return new(values, Dimension, ids, labels, names.Names);
        }
    }

    private void Tell(ClassNames names, SampleLineParser parser, long number)
    {
        try
        {
            names.Take(parser.Label, parser.Class);
        }
        catch (InvalidDataException wrong)
        {
            throw Damaged($"line {number:N0} has {wrong.Message}");
        }
    }

    private bool Parse(LineFile lines, SampleLineParser parser)
    {
        if (!lines.Next(out ReadOnlyMemory<byte> line)) return false;
        try
        {
            parser.Read(line.Span);
            return true;
        }
        catch (InvalidDataException wrong)
        {
            throw Damaged($"line {lines.Number:N0} {wrong.Message}");
        }
    }
}
