namespace Autodidact.Data.Loading;

/// <summary>What a trainer asks of whatever makes its batches.</summary>
/// <typeparam name="TBatch">What a method learns from in one step.</typeparam>
public interface IBatches<out TBatch> : IDisposable
{
    /// <summary>Raised on the consumer's thread, once for each broken sample, before the batch that met it.</summary>
    event Action<BadSample>? SampleSkipped;

    /// <summary>Batches in an epoch.</summary>
    int StepsPerEpoch { get; }

    /// <summary>Time the consumer has spent waiting for batches.</summary>
    TimeSpan Waited { get; }

    /// <summary>Indices of the broken samples that the batches taken so far have met, in that order. Depends on nothing but those batches.</summary>
    IReadOnlyList<int> Skipped { get; }

    /// <summary>Goes on from the <see cref="Skipped"/> of an earlier process: none of these is reported again.</summary>
    void RestoreSkipped(IEnumerable<int> indices);

    /// <summary>Adds what other processes have met to <see cref="Skipped"/>; what is new here is reported.</summary>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    void MeetSkipped(IEnumerable<int> indices);

    /// <summary>The batches of an epoch, the same every time they are asked for. Dispose each after use.</summary>
    /// <param name="epoch">Counted from 0.</param>
    /// <param name="startStep">Batches to leave out, as a resumed run does.</param>
    /// <param name="cancel">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    IEnumerable<TBatch> Epoch(int epoch, int startStep = 0, CancellationToken cancel = default);
}
