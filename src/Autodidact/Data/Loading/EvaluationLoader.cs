using Autodidact.Data.Views;

namespace Autodidact.Data.Loading;

/// <summary>
/// Every sample of a source once, in its own order, seen through one plan: what feature extraction reads. The last batch
/// may be smaller; a broken sample is left out, and <see cref="ImageViews.Samples"/> says which ones are there. Of several
/// processes each reads every so-many-th batch.
/// </summary>
public sealed class EvaluationLoader : IInputs
{
    private readonly ImageSource _source;
    private readonly ViewPlan _plan;
    private readonly LoaderOptions _options;
    private SampleLedger<Image> _ledger;

    /// <param name="source">The pictures.</param>
    /// <param name="plan">Usually <see cref="ViewPlan.Evaluation"/>.</param>
    /// <param name="options">Batch, threads and limits; order and dropping do not apply.</param>
    public EvaluationLoader(ImageSource source, ViewPlan plan, LoaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(plan);
        (_source, _plan, _options) = (source, plan, options ?? new LoaderOptions());
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Batch, 1);
        _ledger = new SampleLedger<Image>(source, source, _options.BadShare);
    }

    /// <summary>The broken samples of the last pass.</summary>
    public IReadOnlyList<BadSample> Skipped => _ledger.Samples;

    /// <summary>Time the consumer spent waiting for batches.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>One pass. Dispose each batch after use; a batch of which every sample is broken comes only where processes share the work and count on it.</summary>
    /// <param name="cancel">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DataException">Too many samples are broken. Any other exception of a producer thread is thrown here too.</exception>
    public IEnumerable<ImageViews> Batches(CancellationToken cancel = default)
    {
        _ledger = new SampleLedger<Image>(_source, _source, _options.BadShare);
        BatchRenderer renderer = new([_plan], _ledger, replacements: null, _options.Seed, _options.Labels);
        using PixelBufferPool pool = new(renderer.BufferLength(Math.Min(_options.Batch, Math.Max(1, _source.Count))));
        using BatchProducer producer = new(renderer, pool, Requests(), _options);
        TimeSpan waited = default;
        long asked = 0;
        while (producer.Take(ref waited, cancel, out PendingBatch? taken) is { } batch)
        {
            try
            {
                _ledger.Count(taken!, asked += taken!.Rows.Length);
            }
            catch
            {
                batch.Dispose();
                throw;
            }

            Waited += waited;
            waited = default;
            if (batch.Batch > 0 || _options.Processes > 1) yield return batch;
            else batch.Dispose();
        }
    }

    IEnumerable<IInputBatch> IInputs.Batches(CancellationToken cancel) => Batches(cancel);

    private IEnumerable<BatchRequest> Requests()
    {
        for (long first = (long)_options.Rank * _options.Batch; first < _source.Count; first += (long)_options.Processes * _options.Batch)
            yield return new BatchRequest(0, [.. Enumerable.Range((int)first, (int)Math.Min(_options.Batch, _source.Count - first))]);
    }
}
