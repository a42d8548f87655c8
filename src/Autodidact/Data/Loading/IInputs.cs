namespace Autodidact.Data.Loading;

/// <summary>
/// Every sample of a source once, in its own order or nearly so, as an encoder's network reads it. A broken sample is left out. Of several processes
/// each reads every so-many-th batch; one that is left without any sample comes there too, since the others count on it.
/// </summary>
public interface IInputs
{
    /// <summary>Samples within which the order may be another one, counted from the source's first, those of all processes together. 1 keeps it.</summary>
    int Stretch => 1;

    /// <summary>The broken samples of the last pass.</summary>
    IReadOnlyList<BadSample> Skipped { get; }

    /// <summary>One pass.</summary>
    /// <param name="cancel">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    IEnumerable<IInputBatch> Batches(CancellationToken cancel = default);
}
