namespace Autodidact.Data;

/// <summary>A source of pictures. Open one with <see cref="DataSources.Open"/>.</summary>
public abstract class ImageSource : DataSource, IDataSource<Image>
{
    private readonly Lazy<string> _fingerprint;

    /// <summary>Only the fingerprint needs state here.</summary>
    protected ImageSource() => _fingerprint = new Lazy<string>(() => $"{Kind} {Count} {ContentHash()}");

    /// <inheritdoc/>
    public sealed override string Modality => Data.Modality.Image;

    /// <inheritdoc/>
    public sealed override string Samples => "pictures";

    /// <inheritdoc/>
    public sealed override string Fingerprint => _fingerprint.Value;

    /// <inheritdoc/>
    public abstract Image Read(int index);

    /// <summary>The first picture that can be read, for what depends on the size of pictures.</summary>
    /// <exception cref="DataException">None can.</exception>
    public Image FirstReadable()
    {
        for (int i = 0; i < Count; i++)
        {
            try
            {
                return Read(i);
            }
            catch (BadSampleException)
            {
                // The loader counts and names it; here only the size of a picture is wanted.
            }
        }
        throw new DataException($"Not one of the {Count} pictures in {Name} can be read.");
    }

    /// <inheritdoc/>
    public override ImageSource First(int count) => count < Count ? new LimitedSource(this, count) : this;

    /// <inheritdoc/>
    public override ImageSource Choose(IEnumerable<int> indices, string name) => new SelectedSource(this, indices, name);

    /// <inheritdoc/>
    public override ImageSource WithClasses(IReadOnlyList<string> classes) => new SelectedSource(this, Enumerable.Range(0, Count), Name, classes);

    /// <summary>16 hexadecimal digits that change with the data; called once.</summary>
    protected abstract string ContentHash();

    /// <summary>The first 16 hexadecimal digits of a SHA-256 of the appended parts.</summary>
    protected static string Hash(Action<System.Security.Cryptography.IncrementalHash> append) => Data.ContentHash.Of(append);
}
