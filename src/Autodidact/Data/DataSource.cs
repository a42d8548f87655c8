namespace Autodidact.Data;

/// <summary>A source of samples, whatever their kind: what can be asked of it without reading one.</summary>
public abstract class DataSource
{
    /// <summary>What to call the source in logs: where it came from, and its part.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the kind, such as <c>cifar</c> or <c>tsv</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What its samples are, such as <c>image</c>: one of <see cref="Data.Modality"/>.</summary>
    public abstract string Modality { get; }

    /// <summary>What people call its samples, such as <c>pictures</c>.</summary>
    public abstract string Samples { get; }

    /// <summary>How many samples can be asked for.</summary>
    public abstract int Count { get; }

    /// <summary>Class names in label order; null when the source has no labels.</summary>
    public virtual IReadOnlyList<string>? Classes => null;

    /// <summary>The parts that can be opened at the same place. A source without a test part lists only <see cref="Split.Train"/>.</summary>
    public virtual IReadOnlyList<Split> Splits => [Split.Train];

    /// <summary>What a user should know about how the source was read, such as files that were left out. Often empty.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>
    /// One line that tells data from others: kind, count and a hash of the content (in memory) or of names and lengths (folders
    /// and archives; a file changed without changing its length goes unnoticed there). Computed on first use.
    /// </summary>
    public abstract string Fingerprint { get; }

    /// <summary>The class of sample <paramref name="index"/>, an index into <see cref="Classes"/>; null when it has none.</summary>
    public virtual int? Label(int index) => null;

    /// <summary>A name of sample <paramref name="index"/> that people can find again, such as a path within the folder.</summary>
    public abstract string Id(int index);

    /// <summary>The first samples, at least 1; all when there are fewer than <paramref name="count"/>.</summary>
    public abstract DataSource First(int count);

    /// <summary>Chosen samples, in the order they are named; at least one.</summary>
    /// <param name="indices">Which.</param>
    /// <param name="name">What to call the choice.</param>
    public abstract DataSource Choose(IEnumerable<int> indices, string name);

    /// <summary>The same samples with labels that count in other classes, found by their names. A label whose name is not among them is none.</summary>
    /// <param name="classes">Names of the classes, in label order.</param>
    public abstract DataSource WithClasses(IReadOnlyList<string> classes);

    /// <summary>What one would say, in quotes, to open this source with labels, built from what its files hold; null where it has labels or nothing in it could be one.</summary>
    internal virtual string? LabelledExample => null;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count:N0} {Samples}";
}
