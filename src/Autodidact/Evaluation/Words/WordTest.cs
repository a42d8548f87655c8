using System.Buffers.Text;
using System.Text;
using Autodidact.Data;
using Autodidact.Models.Words;

namespace Autodidact.Evaluation.Words;

/// <summary>What people know of words, to hold vectors against: pairs with their likeness, or analogies. One of the two is empty.</summary>
/// <param name="Name">Name of the file, without its ending.</param>
/// <param name="Pairs">Pairs, as in WordSim-353 and SimLex-999.</param>
/// <param name="Analogies">Questions, as in Google's questions-words.</param>
public sealed record WordTest(string Name, IReadOnlyList<WordPair> Pairs, IReadOnlyList<Analogy> Analogies)
{
    private static readonly string[] s_endings = [".tsv", ".txt", ".tsv.gz", ".txt.gz"];

    /// <summary>Reads a file, or all files of a folder, by name.</summary>
    /// <exception cref="DataException">Nothing is there, or a file is broken; says in which line.</exception>
    public static IReadOnlyList<WordTest> Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path)) return [Read(path)];
        if (!Directory.Exists(path)) throw new DataException($"There is no file or folder {path}.");
        string[] files = [.. Directory.EnumerateFiles(path).Where(file => s_endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Where(file => !Path.GetFileName(file).StartsWith("README", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? [.. files.Select(Read)] : throw new DataException($"{path} holds no tests of words; allowed: files that end in {string.Join(", ", s_endings)}.");
    }

    /// <summary>
    /// Reads a file, plain or gz. Pairs: two words and a number a line, with tabs between; a first line that names the columns ("Word 1", "word1") is passed over, and the score is where it says
    /// SimLex999, as in that file as published. Analogies: four words a line with spaces between, under headings that begin with a colon. What begins with # is passed over.
    /// </summary>
    /// <exception cref="DataException">A line is neither, or both kinds stand in one file.</exception>
    public static WordTest Read(string path)
    {
        using TextLines lines = new(path);
        List<WordPair> pairs = [];
        List<Analogy> analogies = [];
        string? section = null;
        int columns = 3, score = 2;
        bool isFirst = true;
        while (lines.MoveNext())
        {
            string line = Encoding.UTF8.GetString(lines.Current).Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            string[]? names = isFirst ? Header(line) : null;
            isFirst = false;
            if (names is not null) (columns, score) = (names.Length, Math.Max(2, Array.FindIndex(names, name => name.Equals("SimLex999", StringComparison.OrdinalIgnoreCase))));
            else if (line[0] == ':') section = line[1..].Trim();
            else if (section is null) pairs.Add(Pair(line, columns, score) ?? throw lines.Wrong("it is no pair", "two words and a number, with tabs between, below a first line that may name the columns (Word 1, Word 2, ...)"));
            else analogies.Add(Question(section, line) ?? throw lines.Wrong("it is no analogy", "four words, with spaces between"));
        }
        if (pairs.Count > 0 && analogies.Count > 0) throw new DataException($"{path} holds pairs and analogies; allowed: one of them.");
        if (pairs.Count + analogies.Count == 0) throw new DataException($"{path} holds no pairs of words and no analogies.");
        return new(Path.GetFileName(path).Split('.')[0], pairs, analogies);
    }

    private static string[]? Header(string line)
    {
        string[] cells = line.Split('\t', StringSplitOptions.TrimEntries);
        return cells.Length > 2 && cells.Take(2).All(cell => cell.StartsWith("word", StringComparison.OrdinalIgnoreCase)) && Number(cells[2]) is null ? cells : null;
    }

    private static WordPair? Pair(string line, int columns, int score)
    {
        string[] cells = line.Split('\t', StringSplitOptions.TrimEntries);
        return cells.Length == columns && cells[0].Length > 0 && cells[1].Length > 0 && Number(cells[score]) is double known ? new(cells[0], cells[1], known) : null;
    }

    private static double? Number(string cell) =>
        Utf8Parser.TryParse(Encoding.UTF8.GetBytes(cell), out double number, out int used) && used == cell.Length && double.IsFinite(number) ? number : null;

    private static Analogy? Question(string section, string line) =>
        line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [string a, string b, string c, string answer] ? new(section, a, b, c, answer) : null;
}
