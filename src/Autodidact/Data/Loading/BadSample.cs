namespace Autodidact.Data.Loading;

/// <summary>A sample that could not be read.</summary>
/// <param name="Index">Its index in the source.</param>
/// <param name="Id">Its name in the source, such as a path.</param>
/// <param name="Reason">What is wrong with it.</param>
public readonly record struct BadSample(int Index, string Id, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {Reason}";
}
