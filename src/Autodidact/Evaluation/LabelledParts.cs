using Autodidact.Data;

namespace Autodidact.Evaluation;

/// <summary>Labelled samples in a part to fit on and a part to measure on.</summary>
public sealed class LabelledParts
{
    private LabelledParts(DataSource train, DataSource test, bool isHeldOut, IReadOnlyList<string> notes)
    {
        (Train, Test, IsHeldOut, Notes) = (train, test, isHeldOut, notes);
        int most = Labels(train).Concat(Labels(test)).Max();
        Classes = Math.Max(most + 1, train.Classes?.Count ?? 0);
    }

    /// <summary>The part to fit on. Every sample has a label.</summary>
    public DataSource Train { get; }

    /// <summary>The part to measure on. Every sample has a label.</summary>
    public DataSource Test { get; }

    /// <summary>Whether the part to measure on was held out of data that have no test part.</summary>
    public bool IsHeldOut { get; }

    /// <summary>What <see cref="Open"/> was given; null for parts that were not opened by it.</summary>
    public string? Specification { get; private init; }

    /// <summary>Classes there are.</summary>
    public int Classes { get; }

    /// <summary>How the parts came about and what was left out.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Opens both parts of a source; where it has no test part, some of every class are held out.</summary>
    /// <param name="specification">As <see cref="DataSources.Open"/> takes it.</param>
    /// <param name="modality">What its samples are, one of <see cref="Modality"/>.</param>
    /// <param name="limit">Use only the first samples of each part; without a test part, of the whole. Null: all.</param>
    /// <param name="testShare">Share to hold out where there is no test part.</param>
    /// <param name="seed">Decides what is held out.</param>
    /// <param name="options">Limits and decoding.</param>
    /// <exception cref="DataException">There is no such source, or it has no labels, or only one class.</exception>
    public static LabelledParts Open(string specification, string modality = Modality.Image, int? limit = null, double testShare = 0.2, ulong seed = 0, DataOptions? options = null)
    {
        DataSource whole = DataSources.Open(specification, modality, Split.Train, options);
        DataSource? test = whole.Splits.Contains(Split.Test) ? DataSources.Open(specification, modality, Split.Test, options) : null;
        return Of(whole, test, limit, testShare, seed).Named(specification);
    }

    /// <inheritdoc cref="Open"/>
    /// <param name="whole">The part to fit on, or all there is.</param>
    /// <param name="test">The part to measure on; null to hold it out of <paramref name="whole"/>.</param>
    public static LabelledParts Of(DataSource whole, DataSource? test, int? limit = null, double testShare = 0.2, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(whole);
        List<string> notes = [];
        bool isHeldOut = test is null;
        DataSource train = Limited(Labelled(whole, notes), limit);
        if (test is not null)
        {
            test = SameClasses(train, Limited(Labelled(test, notes), limit), notes);
        }
        else
        {
            StratifiedSplit split = StratifiedSplit.Of([.. Labels(train)], testShare, seed);
            if (split.Held.Length == 0)
                throw new DataException($"{whole.Name} has no test part, and no class has two samples of which one could be held out.");
            notes.Add($"{whole.Name} has no test part: {testShare:P0} of every class, drawn with seed {seed}, were held out as one ({split.Held.Length} of {train.Count} samples)");
            (train, test) = (train.Choose(split.Kept, train.Name), train.Choose(split.Held, train.Name));
        }

        LabelledParts parts = new(train, test, isHeldOut, notes);
        HashSet<int> known = [.. Labels(train)];
        if (known.Count < 2)
            throw new DataException($"{train.Name} shows {known.Count} class among its {train.Count} labelled training samples; to tell classes apart takes two.{(limit is null ? "" : " A larger limit may show more.")}");
        int[] unknown = [.. Labels(test).Where(label => !known.Contains(label))];
        if (unknown.Length > 0)
            notes.Add($"{unknown.Length} of {test.Count} test samples are of classes without a training sample{(test.Classes is { } names ? $" ({ClassNumbers.Some(unknown.Distinct().Order().Where(label => label < names.Count).Select(label => names[label]))})" : "")} and count as wrong");
        return parts;
    }

    private LabelledParts Named(string specification) => new(Train, Test, IsHeldOut, Notes) { Specification = specification };

    /// <summary>The test part with the training part's numbers. Parts that are files of their own may each have numbered what they hold.</summary>
    private static DataSource SameClasses(DataSource train, DataSource test, List<string> notes)
    {
        if (train.Classes is not { } classes || test.Classes is not { } names || classes.SequenceEqual(names)) return test;
        if (!names.Intersect(classes, StringComparer.Ordinal).Any())
            throw new DataException($"The classes of {train.Name} ({ClassNumbers.Some(classes)}) and of {test.Name} ({ClassNumbers.Some(names)}) have no name in common; write them alike in both.");
        notes.Add($"the parts have different classes, which were matched by name: {train.Name} has {ClassNumbers.Some(classes)}; {test.Name} has {ClassNumbers.Some(names)}");
        return test.WithClasses([.. classes, .. names.Except(classes, StringComparer.Ordinal)]);
    }

    private static DataSource Labelled(DataSource source, List<string> notes)
    {
        int[] labelled = [.. Enumerable.Range(0, source.Count).Where(index => source.Label(index) is not null)];
        if (labelled.Length == source.Count) return source;
        if (labelled.Length == 0)
        {
            string help = source.Modality == Modality.Image ? "Put the pictures into one folder a class, or name"
                : source.LabelledExample is { } example ? $"Say where they stand, as in \"{example}\", or name"
                : "Name";
            throw new DataException($"{source.Name} has no labels, and features are measured by what they say about labels. {help} data that have labels.");
        }
        notes.Add($"{source.Count - labelled.Length} of {source.Count} samples of {source.Name} have no label and were left out");
        return source.Choose(labelled, source.Name);
    }

    private static DataSource Limited(DataSource source, int? limit) => limit is int count ? source.First(count) : source;

    private static IEnumerable<int> Labels(DataSource source) => Enumerable.Range(0, source.Count).Select(index => source.Label(index)!.Value);
}
