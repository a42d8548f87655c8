namespace Autodidact.Data.Formats;

/// <summary>
/// The pictures of one part of a folder or archive, sorted by path. Folders named train, test and val at the top are
/// parts; within a part, first-level folders are classes when every picture lies in one.
/// </summary>
internal sealed class PictureListing
{
    private static readonly Dictionary<string, PartName> s_partNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = PartName.Train, ["training"] = PartName.Train,
        ["val"] = PartName.Validation, ["valid"] = PartName.Validation, ["validation"] = PartName.Validation,
        ["test"] = PartName.Test, ["testing"] = PartName.Test,
    };

    private PictureListing(PictureEntry[] entries, string[]? classes, int[]? labels, IReadOnlyList<Split> splits, IReadOnlyList<string> notes) =>
        (Entries, Classes, Labels, Splits, Notes) = (entries, classes, labels, splits, notes);

    public PictureEntry[] Entries { get; }

    public string[]? Classes { get; }

    public int[]? Labels { get; }

    public IReadOnlyList<Split> Splits { get; }

    public IReadOnlyList<string> Notes { get; }

    /// <param name="entries">All pictures below the root, in any order.</param>
    /// <param name="split">The part that is wanted.</param>
    /// <param name="choose">Picks the part for a split or throws, given the parts there are.</param>
    /// <param name="others">The names of files that are no pictures.</param>
    public static PictureListing Of(IEnumerable<PictureEntry> entries, Split split, Func<IReadOnlyCollection<PartName>, PartName> choose, IEnumerable<string> others)
    {
        string[] notes = PictureNames.LeftOut(others) is string note ? [note] : [];
        PictureEntry[] all = [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
        ILookup<PartName?, PictureEntry> byPart = all.ToLookup(entry => PartOf(entry.Path));
        if (!byPart.Contains(PartName.Train))
        {
            choose([PartName.Train]);
            string[]? names = ClassesOf([all], depth: 0);
            return new PictureListing(all, names, LabelsOf(all, names, depth: 0), [Split.Train], notes);
        }
        PartName[] parts = [.. byPart.Where(group => group.Key is not null).Select(group => group.Key!.Value)];
        PictureEntry[] chosen = [.. byPart[choose(parts)]];
        // Classes are those of all parts, so that a label means the same in each.
        string[]? classes = ClassesOf(parts.Select(part => byPart[part]), depth: 1);
        int outside = byPart[null].Count();
        Split[] splits = [.. parts.Select(part => part == PartName.Train ? Split.Train : Split.Test).Distinct().Order()];
        return new PictureListing(chosen, classes, LabelsOf(chosen, classes, depth: 1), splits,
            outside == 0 ? notes : [$"{outside:N0} pictures outside the train, val and test folders are left out", .. notes]);
    }

    private static PartName? PartOf(string path)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && s_partNames.TryGetValue(path[..slash], out PartName part) ? part : null;
    }

    private static string[]? ClassesOf(IEnumerable<IEnumerable<PictureEntry>> parts, int depth)
    {
        SortedSet<string> classes = new(StringComparer.Ordinal);
        foreach (PictureEntry entry in parts.SelectMany(part => part))
        {
            if (ClassOf(entry.Path, depth) is not { } name) return null;
            classes.Add(name);
        }
        return [.. classes];
    }

    private static int[]? LabelsOf(PictureEntry[] entries, string[]? classes, int depth) => classes is null
        ? null
        : [.. entries.Select(entry => Array.BinarySearch(classes, ClassOf(entry.Path, depth)!, StringComparer.Ordinal))];

    /// <summary>The folder at this depth; null when the picture lies above it.</summary>
    private static string? ClassOf(string path, int depth)
    {
        string[] parts = path.Split('/');
        return parts.Length >= depth + 2 ? parts[depth] : null;
    }
}
