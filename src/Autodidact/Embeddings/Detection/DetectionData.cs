using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Evaluation.Detection;

namespace Autodidact.Embeddings.Detection;

/// <summary>Normal samples in two parts, and new ones that are to be judged.</summary>
public sealed class DetectionData
{
    private DetectionData(DataSource fitted, DataSource held, DataSource scored, IReadOnlyList<string>? normalClasses, IReadOnlyList<string> notes) =>
        (Fitted, Held, Scored, NormalClasses, Notes) = (fitted, held, scored, normalClasses, notes);

    /// <summary>Normal samples that scores are fitted on.</summary>
    public DataSource Fitted { get; }

    /// <summary>Normal samples that nothing is fitted on: the threshold comes from them.</summary>
    public DataSource Held { get; }

    /// <summary>The new samples.</summary>
    public DataSource Scored { get; }

    /// <summary>Names of the classes that are normal; null where nothing says.</summary>
    public IReadOnlyList<string>? NormalClasses { get; }

    /// <summary>What a reader must know of how the parts came about.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Whether a new sample is normal; null where nobody knows.</summary>
    public bool? IsNormal(int scored) => NormalClasses is null || Scored.Label(scored) is not int label || Scored.Classes is not { } names || label >= names.Count ? null : NormalClasses.Contains(names[label]);

    /// <summary>Opens both sources.</summary>
    /// <param name="normal">Normal data, as <see cref="DataSources"/> opens them; their training part where they have parts.</param>
    /// <param name="scored">What to judge: its test part where it has one. Null: the test part of the normal data.</param>
    /// <param name="modality">What the encoder reads.</param>
    /// <param name="options">What is normal, what is held out.</param>
    /// <exception cref="ConfigurationException">There is nothing to judge, a class is unknown, or there are too few normal samples.</exception>
    /// <exception cref="DataException">A source cannot be opened.</exception>
    public static DetectionData Open(string normal, string? scored, string modality, DetectionOptions options)
    {
        DataSource whole = DataSources.Open(normal, modality);
        if (scored is null && !whole.Splits.Contains(Split.Test))
            throw new ConfigurationException([new("score", null, $"is not said, and {whole.Name} has no test part; name the data to judge with --score")]);
        return Of(whole, OpenNew(scored ?? normal, modality), options);
    }

    /// <inheritdoc cref="Open"/>
    public static DetectionData Of(DataSource normal, DataSource scored, DetectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(normal);
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(options);
        List<string> notes = [];
        string[] known = [.. (normal.Classes ?? []).Concat(scored.Classes ?? []).Distinct(StringComparer.Ordinal)];
        ConfigurationMistake[] unknown = [.. options.Normal.Where(name => !known.Contains(name)).Select(name => new ConfigurationMistake("normal", name, known.Length == 0 ? "is no class: the data have none" : $"is no class of the data; allowed are {ClassNumbers.Some(known)}", Spelling.Nearest(name, known)))];
        if (unknown.Length > 0) throw new ConfigurationException(unknown);
        int[] rows = [.. Enumerable.Range(0, normal.Count)];
        if (options.Normal.Count > 0 && normal.Classes is { } own)
        {
            rows = [.. rows.Where(row => normal.Label(row) is int label && options.Normal.Contains(own[label]))];
            if (rows.Length < normal.Count) notes.Add($"{normal.Count - rows.Length} of {normal.Count} {normal.Samples} of {normal.Name} are of other classes than the normal ones ({ClassNumbers.Some(options.Normal)}) and were left out");
        }
        if (options.Limit is int limit) rows = [.. rows.Take(limit)];
        string[]? classes = options.Normal.Count > 0 ? [.. options.Normal]
            : normal.Classes is { } names ? [.. rows.Select(row => normal.Label(row)).OfType<int>().Distinct().Order().Select(label => names[label])]
            : null;
        int needed = ConformalThreshold.Needed(options.FalseAlarms), held = Math.Max(needed, (int)Math.Round(options.Holdout * rows.Length));
        if (held > Math.Max(rows.Length / 2, options.Holdout * rows.Length) || rows.Length - held < 2)
            throw new ConfigurationException([new("false_alarms", $"{options.FalseAlarms}", $"takes {needed} normal samples that nothing is fitted on, and as many to fit on; {normal.Name} has {rows.Length}. Give more of them, or allow more false alarms")]);
        new Draws(new DrawKey(options.Seed, 0, 0, 0), DrawPurpose.Calibration).Shuffle(rows.AsSpan());
        DataSource judged = options.Limit is int most ? scored.First(most) : scored;
        return new(normal.Choose([.. rows[held..].Order()], normal.Name), normal.Choose([.. rows[..held].Order()], normal.Name), judged, classes is { Length: > 0 } ? classes : null, notes);
    }

    /// <summary>Opens samples to judge: the test part of a source where it has one.</summary>
    /// <exception cref="DataException">There is no such source.</exception>
    public static DataSource OpenNew(string specification, string modality)
    {
        DataSource train = DataSources.Open(specification, modality);
        return train.Splits.Contains(Split.Test) ? DataSources.Open(specification, modality, Split.Test) : train;
    }
}
