namespace Autodidact.Data;

/// <summary>A source of pictures. Open one with <see cref="DataSources.Open"/>.</summary>
public abstract class ImageSource : IDataSource<Image>
{
    private readonly Lazy<string> _fingerprint;

    /// <summary>Only the fingerprint needs state here.</summary>
    protected ImageSource() => _fingerprint = new Lazy<string>(() => $"{Kind} {Count} {ContentHash()}");

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>The name of the kind, one of <see cref="DataSources.Kinds"/>.</summary>
    public abstract string Kind { get; }

    /// <inheritdoc/>
    public abstract int Count { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<string>? Classes => null;

    /// <summary>The parts that can be opened at the same place. A source without a test part lists only <see cref="Split.Train"/>.</summary>
    public virtual IReadOnlyList<Split> Splits => [Split.Train];

    /// <summary>What a user should know about how the source was read, such as files that were left out. Often empty.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint.Value;

    /// <inheritdoc/>
    public abstract Image Read(int index);

    /// <inheritdoc/>
    public virtual int? Label(int index) => null;

    /// <inheritdoc/>
    public abstract string Id(int index);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count:N0} pictures";

    /// <summary>16 hexadecimal digits that change with the data; called once.</summary>
    protected abstract string ContentHash();

    /// <summary>The first 16 hexadecimal digits of a SHA-256 of the appended parts.</summary>
    protected static string Hash(Action<System.Security.Cryptography.IncrementalHash> append)
    {
        ArgumentNullException.ThrowIfNull(append);
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        append(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
