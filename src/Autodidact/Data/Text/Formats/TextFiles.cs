using Autodidact.Data.Formats;

namespace Autodidact.Data.Text.Formats;

/// <summary>The files of one part of a source.</summary>
/// <param name="Name">What to call the source.</param>
/// <param name="Root">The path that was named.</param>
/// <param name="Paths">The files, by name; at least one.</param>
/// <param name="Splits">The parts there are.</param>
internal sealed record TextFiles(string Name, string Root, IReadOnlyList<string> Paths, IReadOnlyList<Split> Splits)
{
    private static readonly string[] s_endings = [".txt", ".text", ".tokens", ".tsv", ".tab", ".csv", ".jsonl", ".ndjson"];

    /// <summary>Files to develop on, which no part holds where there are files to test on.</summary>
    public IReadOnlyList<string> LeftOut { get; private init; } = [];

    /// <summary>Whether the kind was said, and not seen from the files.</summary>
    public bool IsKindSaid { get; private init; }

    /// <summary>The files at a path: it itself, or those in the folder whose names end like texts, or all when the kind is said.</summary>
    public static TextFiles At(string path, Split split, bool isKindSaid)
    {
        if (File.Exists(path))
            return split == Split.Train ? new(SourceNames.Of(path), path, [path], [Split.Train]) { IsKindSaid = isKindSaid } : throw NoSuchPart(path, split, [Split.Train]);
        string[] files = [.. Directory.EnumerateFiles(path).Where(file => IsText(file, isKindSaid)).Order(StringComparer.Ordinal)];
        if (files.Length == 0) throw new DataException($"{path} holds no file of texts; allowed: names that end in {string.Join(", ", s_endings)}, plain or gz.");
        ILookup<PartName, string> parts = files.ToLookup(PartOf);
        Split[] splits = [.. parts.Select(part => part.Key == PartName.Train ? Split.Train : Split.Test).Distinct().Order()];
        if (!splits.Contains(split)) throw NoSuchPart(path, split, splits);
        PartName chosen = split == Split.Train ? PartName.Train : parts.Contains(PartName.Test) ? PartName.Test : PartName.Validation;
        return new(splits.Length > 1 ? SourceNames.Of(path, split) : SourceNames.Of(path), path, [.. parts[chosen]], splits)
        {
            LeftOut = parts.Contains(PartName.Test) ? [.. parts[PartName.Validation]] : [],
            IsKindSaid = isKindSaid,
        };
    }

    /// <summary>How a file's name ends, without <c>.gz</c>, in small letters.</summary>
    public static string EndingOf(string path)
    {
        string name = Path.GetFileName(path).ToLowerInvariant();
        return Path.GetExtension(name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name);
    }

    // Descriptions of a data set are no part of it.
    private static bool IsText(string path, bool isKindSaid)
    {
        string name = Path.GetFileName(path);
        return !PictureNames.IsHidden(name)
            && !name.StartsWith("readme", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("license", StringComparison.OrdinalIgnoreCase)
            && (isKindSaid || s_endings.Contains(EndingOf(path)));
    }

    /// <summary>Which part a name speaks of, as a whole word: <c>wiki.valid.tokens</c> does, <c>contest.txt</c> does not.</summary>
    private static PartName PartOf(string path)
    {
        string[] words = Path.GetFileName(path).ToLowerInvariant().Split(['.', '-', '_', ' ']);
        if (words.Contains("test")) return PartName.Test;
        return words.Any(word => word is "val" or "valid" or "validation" or "dev") ? PartName.Validation : PartName.Train;
    }

    private static DataException NoSuchPart(string path, Split split, IReadOnlyList<Split> available) =>
        new($"{path} has no {Word(split)} part; it has {string.Join(" and ", available.Select(Word))}. Name a source with that part, or a file.");

    private static string Word(Split split) => split == Split.Train ? "train" : "test";
}
