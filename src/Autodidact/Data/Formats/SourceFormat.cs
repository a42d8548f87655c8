namespace Autodidact.Data.Formats;

/// <summary>One kind of source: knows its files when it sees them and opens them.</summary>
internal abstract class SourceFormat(SourceKind kind)
{
    public SourceKind Kind { get; } = kind;

    /// <summary>True when the path, an existing file or folder, looks like this kind. Cheap: names and first bytes only.</summary>
    public abstract bool Recognises(string path);

    public abstract ImageSource Open(string path, Split split, DataOptions options);

    /// <summary>Which part a file name speaks of; a validation file is a test part of second choice.</summary>
    protected static PartName PartOf(string fileName)
    {
        string name = fileName.ToLowerInvariant();
        if (name.Contains("test", StringComparison.Ordinal) || name.Contains("t10k", StringComparison.Ordinal)) return PartName.Test;
        if (name.Contains("val", StringComparison.Ordinal)) return PartName.Validation;
        return PartName.Train;
    }

    /// <summary>The parts a set of names offers to <see cref="Split"/>.</summary>
    protected static IReadOnlyList<Split> SplitsOf(IEnumerable<PartName> parts) =>
        [.. parts.Select(part => part == PartName.Train ? Split.Train : Split.Test).Distinct().Order()];

    /// <summary>The part that serves a split: validation stands in for a missing test part.</summary>
    protected static PartName Choose(string path, Split split, IReadOnlyCollection<PartName> parts)
    {
        if (split == Split.Train && parts.Contains(PartName.Train)) return PartName.Train;
        if (split == Split.Test && parts.Contains(PartName.Test)) return PartName.Test;
        if (split == Split.Test && parts.Contains(PartName.Validation)) return PartName.Validation;
        throw NoSuchPart(path, split, SplitsOf(parts));
    }

    /// <summary>A file named by itself is one part and opens as <see cref="Split.Train"/>.</summary>
    protected static void RequireTrain(string path, Split split)
    {
        if (split != Split.Train) throw NoSuchPart(path, split, [Split.Train]);
    }

    private static DataException NoSuchPart(string path, Split split, IReadOnlyList<Split> available) =>
        new($"{path} has no {Name(split)} part; it has {string.Join(" and ", available.Select(Name))}. Name a source with that part, or open the part it has.");

    private static string Name(Split split) => split == Split.Train ? "train" : "test";

    /// <summary>Reads up to 16 bytes from the front of a file's (unpacked) content; fewer where it is shorter or unreadable.</summary>
    protected static byte[] FirstBytes(string path)
    {
        byte[] bytes = new byte[16];
        try
        {
            using PackedFile file = PackedFile.Open(path);
            return bytes[..file.Read(bytes)];
        }
        catch (DataException)
        {
            return [];
        }
    }
}
