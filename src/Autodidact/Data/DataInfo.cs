namespace Autodidact.Data;

/// <summary>What a source of pictures holds.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="Kind">One of <see cref="DataSources.Kinds"/>.</param>
/// <param name="Parts">Each part with its number of pictures.</param>
/// <param name="Classes">Classes with how many pictures of the train part have them; null without labels.</param>
/// <param name="Scanned">Pictures that were read, spread evenly over the train part.</param>
/// <param name="Widths">Smallest and largest width among them; null when none could be read.</param>
/// <param name="Heights">Smallest and largest height among them.</param>
/// <param name="GreyCount">How many of them are grey.</param>
/// <param name="Broken">Those that could not be read, with the reason.</param>
/// <param name="Fingerprint">The train part's fingerprint.</param>
/// <param name="Notes">What was left out or is unusual.</param>
public sealed record DataInfo(
    string Name, string Kind, IReadOnlyList<DataPart> Parts, IReadOnlyList<ClassCount>? Classes, int Scanned,
    SizeRange? Widths, SizeRange? Heights, int GreyCount, IReadOnlyList<BrokenSample> Broken, string Fingerprint, IReadOnlyList<string> Notes)
{
    /// <summary>Pictures in the train part.</summary>
    public int Count => Parts[0].Count;

    /// <summary>Size and colour in words: "32 x 32, RGB" or "100 to 640 wide, 80 to 480 high, grey and RGB".</summary>
    public string Sizes
    {
        get
        {
            if (Widths is not { } widths || Heights is not { } heights) return "unknown";
            string colour = GreyCount == 0 ? "RGB" : GreyCount == Scanned - Broken.Count ? "grey" : "grey and RGB";
            return widths.IsOne && heights.IsOne ? $"{widths.Least} x {heights.Least}, {colour}" : $"{widths} wide, {heights} high, {colour}";
        }
    }

    /// <summary>Opens a source and reads some of its pictures.</summary>
    /// <param name="specification">As for <see cref="DataSources.Open"/>.</param>
    /// <param name="limit">Most pictures that are read; <see cref="int.MaxValue"/> reads all.</param>
    /// <param name="options">Limits and decoding; null for the defaults.</param>
    /// <param name="cancellation">Ends the scan.</param>
    /// <exception cref="DataException">The source cannot be opened.</exception>
    public static DataInfo Scan(string specification, int limit = 256, DataOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ImageSource source = DataSources.Open(specification, Split.Train, options);
        DataPart[] parts = [.. source.Splits.Select(split => new DataPart(split, split == Split.Train ? source.Count : DataSources.Open(specification, split, options).Count))];
        int scanned = Math.Min(limit, source.Count), grey = 0;
        SizeRange? widths = null, heights = null;
        List<BrokenSample> broken = [];
        for (int i = 0; i < scanned; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Image image = source.Read((int)((long)i * source.Count / scanned));
                (widths, heights) = (SizeRange.With(widths, image.Width), SizeRange.With(heights, image.Height));
                if (image.Channels == 1) grey++;
            }
            catch (BadSampleException bad)
            {
                broken.Add(new BrokenSample(bad.Id, bad.Reason));
            }
        }
        return new DataInfo(source.Name, source.Kind, parts, CountClasses(source), scanned, widths, heights, grey, broken, source.Fingerprint, source.Notes);
    }

    private static ClassCount[]? CountClasses(ImageSource source)
    {
        if (source.Classes is not { } classes) return null;
        int[] counts = new int[classes.Count];
        for (int i = 0; i < source.Count; i++)
            if (source.Label(i) is { } label) counts[label]++;
        return [.. classes.Select((name, label) => new ClassCount(name, counts[label]))];
    }
}
