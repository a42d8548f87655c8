using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Evaluation;
using Autodidact.Models;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports;

/// <summary>The samples that a report shows an encoder by, with their features.</summary>
internal sealed class ReportSamples
{
    private ReportSamples(DataSource shown, FeatureBatch features, LabelledFeatures? fit, LabelledFeatures? measured, string description, IReadOnlyList<string> notes)
    {
        (Source, Features, Fit, Measured, Description, Notes) = (shown, features.Values, fit, measured, description, notes);
        (Dimension, Unit) = (features.Dimension, UnitRows.Of(features.Values, features.Dimension));
        Thumbnails = new Thumbnails(shown);
    }

    /// <summary>The samples; a row of features each, in order.</summary>
    public DataSource Source { get; }

    /// <summary><c>[samples, dimension]</c>.</summary>
    public float[] Features { get; }

    /// <summary>Numbers in a row.</summary>
    public int Dimension { get; }

    /// <summary>The rows at length 1, <c>[samples, dimension]</c>.</summary>
    public float[] Unit { get; }

    /// <summary>How many there are.</summary>
    public int Count => Source.Count;

    /// <summary>Other labelled samples, to fit on; null where there are no labels.</summary>
    public LabelledFeatures? Fit { get; }

    /// <summary>The shown samples with their labels, in the classes of <see cref="Fit"/>; null where there are no labels.</summary>
    public LabelledFeatures? Measured { get; }

    /// <summary>What they are, as a sentence.</summary>
    public string Description { get; }

    /// <summary>What a reader should know besides.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Their small forms.</summary>
    public Thumbnails Thumbnails { get; }

    /// <summary>Draws samples and reads their features.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="data">The data, as <see cref="DataSources.Open(string, string, Split, DataOptions)"/> takes them.</param>
    /// <param name="options">How many, and by which seed.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="DataException">The data cannot be read.</exception>
    /// <exception cref="NotFiniteNumberException">The encoder has diverged: no features are numbers.</exception>
    public static ReportSamples Read(Encoder encoder, string data, ReportOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        LoaderOptions loader = new() { Batch = options.Batch, MaximumBadShare = 1 };
        DataSource train = DataSources.Open(data, encoder.Preprocessing.Name), whole = train;
        DataSource? test = train.Splits.Contains(Split.Test) ? DataSources.Open(data, encoder.Preprocessing.Name, Split.Test) : null;
        List<string> notes = [];
        LabelledParts? parts = null;
        try
        {
            // What is shown is held out of what is fitted on: where there is no test part, half and half.
            parts = LabelledParts.Of(Drawn(train, test is null ? (int)Math.Min(int.MaxValue, 2L * options.Limit) : options.Limit, options.Seed), test is null ? null : Drawn(test, options.Limit, options.Seed), testShare: 0.5, seed: options.Seed);
        }
        catch (DataException unlabelled)
        {
            notes.Add(unlabelled.Message);
        }

        (DataSource shown, FeatureBatch features) = Embedded(parts?.Test ?? Drawn(test ?? train, options.Limit, options.Seed));
        LabelledFeatures? fit = null, measured = null;
        if (parts is not null)
        {
            (DataSource source, FeatureBatch rows) = Embedded(parts.Train);
            fit = new(rows.Values, rows.Dimension, [.. Enumerable.Range(0, source.Count).Select(i => source.Label(i)!.Value)], parts.Classes);
            measured = new(features.Values, features.Dimension, [.. Enumerable.Range(0, shown.Count).Select(i => shown.Label(i)!.Value)], parts.Classes);
        }

        string part = test is not null ? "the test part" : parts is not null ? "a part that was held out" : "all", of = test is not null || parts is null ? (test ?? train).Count.ToString("N0") : whole.Count.ToString("N0");
        return new(shown, features, fit, measured, $"{shown.Count:N0} {shown.Samples} of {whole.Name} ({part} of {of}{(shown.Count < (test ?? train).Count ? $", drawn with seed {options.Seed}" : "")})", notes);

        (DataSource Source, FeatureBatch Features) Embedded(DataSource source)
        {
            FeatureBatch read = FeatureCollection.Read(FeatureReader.Of(encoder, source, loader), source, done => progress?.Report(new("features for the report", done, source.Count)), out IReadOnlyList<BadSample> skipped, cancel);
            if (skipped.Count > 0) notes.Add($"{skipped.Count:N0} broken {source.Samples} were left out, such as {skipped[0]}");
            read = Finite(read, source.Samples, notes);
            return (read.Samples.Count < source.Count ? source.Choose(read.Samples, source.Name) : source, read);
        }
    }

    /// <summary>The rows of finite numbers; those that are left out are counted in the notes.</summary>
    /// <exception cref="NotFiniteNumberException">There are none.</exception>
    internal static FeatureBatch Finite(FeatureBatch features, string samples, List<string> notes)
    {
        (int dimension, int count) = (features.Dimension, features.Samples.Count);
        int[] finite = FiniteRows.Find(features.Values, dimension);
        if (finite.Length == count) return features;
        if (finite.Length == 0) throw new NotFiniteNumberException($"Not one of {count:N0} {samples} has features that are finite numbers: the encoder has diverged.");
        notes.Add($"{count - finite.Length:N0} {samples} were left out: their features are not finite numbers");
        float[] values = new float[finite.Length * dimension];
        for (int i = 0; i < finite.Length; i++) features.Values.AsSpan(finite[i] * dimension, dimension).CopyTo(values.AsSpan(i * dimension));
        return new(values, dimension, [.. finite.Select(row => features.Samples[row])]);
    }

    /// <summary>So many samples, class by class in their shares; all where there are no more.</summary>
    internal static DataSource Drawn(DataSource source, int most, ulong seed)
    {
        if (source.Count <= most) return source;
        int[] chosen = StratifiedSplit.Of([.. Enumerable.Range(0, source.Count).Select(index => source.Label(index) ?? 0)], (double)most / source.Count, seed).Held;
        if (chosen.Length > most)
        {
            // One of each class at least may be more than are wanted; the first of them would be the first classes alone.
            Draws draws = new(new DrawKey(seed, 1, 0, 0), DrawPurpose.Other);
            draws.Shuffle(chosen.AsSpan());
            Array.Resize(ref chosen, most);
            Array.Sort(chosen);
        }
        return source.Choose(chosen, source.Name);
    }
}
