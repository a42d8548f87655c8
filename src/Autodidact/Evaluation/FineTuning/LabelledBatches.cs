using Autodidact.Data.Loading;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Passes over some labelled samples, batch by batch.</summary>
public abstract class LabelledBatches : IDisposable
{
    /// <summary>Batches in a pass.</summary>
    public abstract int StepsPerEpoch { get; }

    /// <summary>Time spent waiting for batches.</summary>
    public abstract TimeSpan Waited { get; }

    /// <summary>Broken samples that were met so far, each once.</summary>
    public abstract IReadOnlyList<BadSample> Skipped { get; }

    /// <summary>One pass. Dispose each batch after use.</summary>
    /// <param name="epoch">Counted from 0; where the batches are random, each has its own.</param>
    /// <param name="cancel">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="Data.DataException">Too many samples are broken.</exception>
    public abstract IEnumerable<LabelledBatch> Epoch(int epoch, CancellationToken cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops what works ahead.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
