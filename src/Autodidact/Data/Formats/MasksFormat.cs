namespace Autodidact.Data.Formats;

/// <summary>Pictures and masks of the same names in folders <c>images</c> and <c>masks</c>, within a folder or a tar. Where these have no test part, every fifth pair is one.</summary>
internal sealed class MasksFormat() : SourceFormat(new SourceKind(
    "masks", "pictures with masks: folders images and masks with the same names, in a folder or a tar; every fifth pair is the test part where there is none", "masks:horses.tar"))
{
    private const string Images = "images", Masks = "masks";
    private const int TestEvery = 5;

    // Only by name: without it such a folder holds pictures, masks among them.
    public override bool Recognises(string path) => false;

    public override ImageSource Open(string path, Split split, DataOptions options)
    {
        TarFormat tar = new();
        SourceFormat format = tar.Recognises(path) ? tar : new FolderFormat();
        ImageSource whole = format.Open(path, Split.Train, options);
        bool hasTest = whole.Splits.Contains(Split.Test);
        if (hasTest && split == Split.Test) whole = format.Open(path, Split.Test, options);

        ILookup<string?, (string Name, int Index)> parts = Enumerable.Range(0, whole.Count).Select(index => (Place: PlaceOf(whole.Id(index)), index))
            .ToLookup(entry => entry.Place?.Part, entry => (entry.Place?.Name ?? "", entry.index));
        Dictionary<string, int> masks = [];
        foreach ((string name, int index) in parts[Masks]) masks.TryAdd(name, index);
        (int Picture, int Mask)[] pairs = [.. parts[Images].Where(picture => masks.ContainsKey(picture.Name)).Select(picture => (picture.Index, masks[picture.Name]))];
        if (pairs.Length == 0)
            throw new DataException($"{path} holds {parts[Images].Count():N0} pictures in folders named '{Images}' and {parts[Masks].Count():N0} in folders named '{Masks}', and none of the one has the name of one of the other; allowed: images/a.jpg with masks/a.png.");
        List<string> notes = [.. whole.Notes];
        if (parts[Images].Count() > pairs.Length) notes.Add($"{parts[Images].Count() - pairs.Length:N0} pictures without a mask are left out");
        if (!hasTest)
        {
            notes.Add($"every fifth pair, in the order of names, is the test part ({pairs.Length / TestEvery:N0} of {pairs.Length:N0})");
            pairs = [.. pairs.Where((_, place) => (place % TestEvery == TestEvery - 1) == (split == Split.Test))];
            if (pairs.Length == 0) throw new DataException($"{path} has {parts[Images].Count():N0} pictures with masks; a test part of every fifth takes at least five.");
        }

        return new MaskedSource(Kind.Name, SourceNames.Of(path, split), whole, whole, pairs, notes);
    }

    /// <summary>Whether a path leads to a picture or a mask, and its name: the path without that folder and without an ending.</summary>
    private static (string Part, string Name)? PlaceOf(string path)
    {
        string[] folders = path.Split('/');
        int at = Array.FindIndex(folders, 0, folders.Length - 1, folder => folder is Images or Masks);
        return at < 0 ? null : (folders[at], string.Join('/', folders.Where((_, place) => place != at).SkipLast(1).Append(Path.GetFileNameWithoutExtension(folders[^1]))));
    }
}
