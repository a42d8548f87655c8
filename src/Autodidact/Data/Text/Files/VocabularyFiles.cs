using System.Text;
using System.Text.Json;

namespace Autodidact.Data.Text.Files;

/// <summary>Reads the files that published vocabularies come in. None of them is believed: all mistakes end in a <see cref="DataException"/>.</summary>
internal static class VocabularyFiles
{
    private const long LongestFile = 1L << 28;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file with a token a line, numbered from 0.</summary>
    public static Vocabulary ReadLines(string path)
    {
        string[] lines = ReadText(path).Split('\n');
        int count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        if (count == 0) throw new DataException($"{path} is empty; allowed: a token a line.");
        if (count > Vocabulary.MostTokens) throw new DataException($"{path} has {count:N0} lines; allowed: at most {Vocabulary.MostTokens:N0} tokens.");
        return new Vocabulary(lines.Take(count).Select((line, id) => KeyValuePair.Create(line.TrimEnd('\r'), id)));
    }

    /// <summary>A file with two tokens a line, a space between them; a line that begins with <c>#version</c> is none.</summary>
    public static List<(string Left, string Right)> ReadMerges(string path)
    {
        List<(string Left, string Right)> merges = [];
        int number = 0;
        foreach (string raw in ReadText(path).Split('\n'))
        {
            string line = raw.TrimEnd('\r');
            number++;
            if (line.Length == 0 || line.StartsWith("#version", StringComparison.Ordinal)) continue;
            merges.Add(Pair(line) ?? throw new DataException($"{path}, line {number}: '{Shortened(line)}'; allowed: two tokens with one space between them."));
        }
        return merges;
    }

    /// <summary>The halves of a merge as it is written in a line.</summary>
    public static (string Left, string Right)? Pair(string line) =>
        line.Split(' ') is [{ Length: > 0 } left, { Length: > 0 } right] ? (left, right) : null;

    /// <summary>Reads a JSON file; <paramref name="read"/> gets its content.</summary>
    public static T ReadJson<T>(string path, Func<JsonField, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(ReadBytes(path));
            return read(new JsonField(path, "", document.RootElement));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Texts with half of a surrogate pair are found only when they are taken out.
            throw new DataException($"{path} is not good JSON ({error.Message})", error);
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return s_strict.GetString(ReadBytes(path).AsSpan());
        }
        catch (DecoderFallbackException error)
        {
            throw new DataException($"{path}, byte {error.Index}: not UTF-8; allowed: a text file in UTF-8.", error);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > LongestFile) throw new DataException($"{path} has {length:N0} bytes; allowed for a vocabulary: {LongestFile:N0}.");
            byte[] bytes = File.ReadAllBytes(path);
            return bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path}: {error.Message}", error);
        }
    }

    private static string Shortened(string line) => line.Length > 60 ? line[..60] + "..." : line;
}
