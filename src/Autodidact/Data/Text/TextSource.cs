namespace Autodidact.Data.Text;

/// <summary>A source of texts. Open one with <see cref="TextSources.Open"/>. Texts that were found broken when it was opened are not among them.</summary>
public abstract class TextSource : DataSource, IDataSource<Document>
{
    /// <inheritdoc/>
    public sealed override string Modality => Data.Modality.Text;

    /// <inheritdoc/>
    public sealed override string Samples => "texts";

    /// <summary>Records that were left out since they are broken.</summary>
    public virtual long BrokenCount => 0;

    /// <summary>The first of them, with the reason.</summary>
    public virtual IReadOnlyList<BrokenSample> Broken => [];

    /// <inheritdoc/>
    /// <exception cref="BadSampleException">The file has changed since it was opened.</exception>
    public abstract Document Read(int index);

    /// <summary>All texts in order.</summary>
    /// <param name="lost">Told of each that cannot be read any more.</param>
    /// <param name="read">Told how many are done, after each.</param>
    /// <param name="cancel">Ends the reading.</param>
    internal IEnumerable<string> Texts(Action? lost = null, Action<int>? read = null, CancellationToken cancel = default)
    {
        for (int i = 0; i < Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            string text;
            try
            {
                text = Read(i).Text;
            }
            catch (BadSampleException)
            {
                lost?.Invoke();
                continue;
            }
            yield return text;
            read?.Invoke(i + 1);
        }
    }

    /// <inheritdoc/>
    public override TextSource First(int count) => count < Count ? Choose(Enumerable.Range(0, count), $"{Name} (first {count:N0})") : this;

    /// <inheritdoc/>
    public override TextSource Choose(IEnumerable<int> indices, string name) => new SelectedTexts(this, indices, name);

    /// <inheritdoc/>
    public override TextSource WithClasses(IReadOnlyList<string> classes) => new SelectedTexts(this, Enumerable.Range(0, Count), Name, classes);
}
