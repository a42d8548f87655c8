namespace Autodidact.Data.Text;

/// <summary>A source of texts. Open one with <see cref="TextSources.Open"/>.</summary>
public abstract class TextSource : IDataSource<Document>
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>The name of the kind, one of <see cref="TextSources.Kinds"/>.</summary>
    public abstract string Kind { get; }

    /// <summary>Texts; those that were found broken when the source was opened are not among them.</summary>
    public abstract int Count { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<string>? Classes => null;

    /// <summary>The parts that can be opened at the same place.</summary>
    public virtual IReadOnlyList<Split> Splits => [Split.Train];

    /// <summary>What a user should know about how the source was read, such as the columns that were taken. Often empty.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Records that were left out since they are broken.</summary>
    public virtual long BrokenCount => 0;

    /// <summary>The first of them, with the reason.</summary>
    public virtual IReadOnlyList<BrokenSample> Broken => [];

    /// <summary>One line that tells data from others: kind, count and a hash of the content and of the columns that are read.</summary>
    public abstract string Fingerprint { get; }

    /// <summary>Reads text <paramref name="index"/>. Thread-safe.</summary>
    /// <exception cref="BadSampleException">The file has changed since it was opened.</exception>
    public abstract Document Read(int index);

    /// <inheritdoc/>
    public virtual int? Label(int index) => null;

    /// <inheritdoc/>
    public abstract string Id(int index);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count:N0} texts";
}
