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
    /// Reads a file, plain or gz. Pairs: two words and a number a line, with tabs between. Analogies: four words a line with spaces between, under headings that begin with a colon. What begins
    /// with # is passed over.
    /// </summary>
    /// <exception cref="DataException">A line is neither, or both kinds stand in one file.</exception>
    public static WordTest Read(string path)
    {
        using TextLines lines = new(path);
        List<WordPair> pairs = [];
        List<Analogy> analogies = [];
        string? section = null;
        while (lines.MoveNext())
        {
            string line = Encoding.UTF8.GetString(lines.Current).Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == ':') section = line[1..].Trim();
            else if (section is null) pairs.Add(Pair(line) ?? throw lines.Wrong("it is no pair", "two words and a number, with tabs between"));
            else analogies.Add(Question(section, line) ?? throw lines.Wrong("it is no analogy", "four words, with spaces between"));
        }
        if (pairs.Count > 0 && analogies.Count > 0) throw new DataException($"{path} holds pairs and analogies; allowed: one of them.");
        if (pairs.Count + analogies.Count == 0) throw new DataException($"{path} holds no pairs of words and no analogies.");
        return new(Path.GetFileName(path).Split('.')[0], pairs, analogies);
    }

    private static WordPair? Pair(string line)
    {
        string[] cells = line.Split('\t', StringSplitOptions.TrimEntries);
        return cells.Length == 3 && cells[0].Length > 0 && cells[1].Length > 0 && Utf8Parser.TryParse(Encoding.UTF8.GetBytes(cells[2]), out double score, out int used) && used == cells[2].Length && double.IsFinite(score)
            ? new(cells[0], cells[1], score)
            : null;
    }

    private static Analogy? Question(string section, string line) =>
        line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [string a, string b, string c, string answer] ? new(section, a, b, c, answer) : null;
}
