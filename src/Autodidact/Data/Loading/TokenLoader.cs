using Autodidact.Data.Text;

namespace Autodidact.Data.Loading;

/// <summary>Batches of rows of tokens. They lie in memory, so that nobody waits for them; their order depends on (seed, epoch) alone.</summary>
public sealed class TokenLoader : IBatches<TokenBatch>
{
    private readonly TokenRows _rows;
    private readonly LoaderOptions _options;
    private readonly SampleOrder _order;

    /// <param name="rows">The corpus.</param>
    /// <param name="options">Batch, seed, processes and device count.</param>
    public TokenLoader(TokenRows rows, LoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Batch % options.Processes != 0)
            throw new ArgumentException($"A batch of {options.Batch} cannot be shared evenly by {options.Processes} processes.", nameof(options));
        (_rows, _options, _order) = (rows, options, new SampleOrder(rows.Count, options.Seed, options.Shuffle));
        StepsPerEpoch = rows.Count / options.Batch;
        if (StepsPerEpoch == 0)
            throw new DataException($"The texts fill {rows.Count} rows of {rows.Length} tokens, fewer than one batch of {options.Batch}. Choose a batch of at most {rows.Count}, shorter rows, or more data.");
    }

    /// <inheritdoc/>
    /// <remarks>Never: what cannot be read is left out before rows are made.</remarks>
    public event Action<BadSample>? SampleSkipped
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public int StepsPerEpoch { get; }

    /// <inheritdoc/>
    public TimeSpan Waited => TimeSpan.Zero;

    /// <inheritdoc/>
    public IReadOnlyList<int> Skipped => [];

    /// <inheritdoc/>
    public void RestoreSkipped(IEnumerable<int> indices)
    {
    }

    /// <inheritdoc/>
    public void MeetSkipped(IEnumerable<int> indices)
    {
    }

    /// <inheritdoc/>
    public IEnumerable<TokenBatch> Epoch(int epoch, int startStep = 0, CancellationToken cancel = default)
    {
        int own = _options.Batch / _options.Processes;
        for (int step = startStep; step < StepsPerEpoch; step++)
        {
            cancel.ThrowIfCancellationRequested();
            int first = (step * _options.Batch) + (_options.Rank * own);
            yield return new TokenBatch(_rows, _order.Of(epoch)[first..(first + own)], _options.Device);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
