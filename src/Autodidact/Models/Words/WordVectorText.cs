using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Autodidact.Data;
using Autodidact.Data.Text.Words;
using Autodidact.Engine.Serialization;

namespace Autodidact.Models.Words;

/// <summary>
/// Word vectors as text: a word and its numbers a line, with spaces between. Word2vec puts the number of words and the dimension in front, GloVe does not; both are read. Numbers are written so
/// that the same floats are read again.
/// </summary>
public static class WordVectorText
{
    private const int MostNumbers = 1 << 16;

    /// <summary>Reads a file, plain or gz. Where a word comes again its first vector stays.</summary>
    /// <exception cref="DataException">The file is broken; says in which line.</exception>
    public static WordVectors Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using TextLines lines = new(path);
        bool any = lines.MoveNext();
        long? stated = null;
        int dimension = 0;
        if (any && IsHeader(lines.Current, out long words, out dimension))
        {
            stated = words;
            any = lines.MoveNext();
        }
        else if (any)
        {
            dimension = lines.Current.Trim((byte)' ').Count((byte)' ');
        }
        if (!any || dimension < 1) throw new DataException($"{path} holds no word vectors; allowed: a line for each word, with the word and its numbers, with spaces between.");

        List<string> found = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<float> values = [];
        // No line that can be read has more numbers.
        if (dimension > MostNumbers) throw new DataException($"{path} states {dimension:N0} numbers for each word; allowed: up to {MostNumbers:N0}.");
        float[] row = new float[dimension];
        long read = 0;
        do
        {
            if (lines.Current.IsEmpty) continue;
            string word = ReadLine(lines, row, dimension);
            read++;
            if (!seen.Add(word)) continue;
            found.Add(word);
            if ((long)values.Count + dimension > Array.MaxLength) throw lines.Wrong($"the vectors have more than {Array.MaxLength:N0} numbers", "fewer");
            values.AddRange(row);
        }
        while (lines.MoveNext());
        if (stated is long count && count != read) throw new DataException($"{path} states {count:N0} words and holds {read:N0}; allowed: as many as stated. Copy or download it again.");
        return new(new WordVocabulary(found), dimension, [.. values]);
    }

    /// <summary>Writes the vectors as word2vec does.</summary>
    public static void Write(string path, WordVectors vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        AtomicFile.Write(path, stream =>
        {
            using StreamWriter writer = new(stream, leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{vectors.Vocabulary.Size} {vectors.Dimension}"));
            Span<char> number = stackalloc char[32];
            for (int word = 0; word < vectors.Vocabulary.Size; word++)
            {
                writer.Write(vectors.Vocabulary.Words[word]);
                foreach (float value in vectors[word])
                {
                    value.TryFormat(number, out int length, provider: CultureInfo.InvariantCulture);
                    writer.Write(' ');
                    writer.Write(number[..length]);
                }
                writer.WriteLine();
            }
        });
    }

    private static bool IsHeader(ReadOnlySpan<byte> line, out long words, out int dimension)
    {
        dimension = 0;
        line = line.Trim((byte)' ');
        return Utf8Parser.TryParse(line, out words, out int used) && used < line.Length && line[used] == ' '
            && Utf8Parser.TryParse(line[(used + 1)..], out dimension, out int more) && used + 1 + more == line.Length && words >= 0;
    }

    // From the end, since some published words hold spaces.
    private static string ReadLine(TextLines lines, float[] row, int dimension)
    {
        ReadOnlySpan<byte> rest = lines.Current.TrimEnd((byte)' ');
        for (int i = dimension - 1; i >= 0; i--)
        {
            int space = rest.LastIndexOf((byte)' ');
            ReadOnlySpan<byte> number = rest[(space + 1)..];
            if (space < 1) throw lines.Wrong($"it has a word and {dimension - 1 - i} numbers", $"a word and {dimension} numbers");
            if (!Utf8Parser.TryParse(number, out float value, out int used) || used != number.Length || !float.IsFinite(value))
                throw lines.Wrong($"'{Encoding.UTF8.GetString(number[..Math.Min(number.Length, 40)])}' is no finite number", $"a word and {dimension} numbers");
            row[i] = value;
            rest = rest[..space].TrimEnd((byte)' ');
        }
        return rest.IsEmpty ? throw lines.Wrong("it has no word", $"a word and {dimension} numbers") : Encoding.UTF8.GetString(rest);
    }
}
