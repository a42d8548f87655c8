namespace Autodidact.Data.Loading;

/// <summary>A batch in the making. The producer's lock guards the counters; the buffer's rows belong to the ticket that renders them.</summary>
internal sealed class PendingBatch(BatchRequest request, PixelBuffer buffer)
{
    private int _taken;
    private int _done;

    /// <summary>What was asked for.</summary>
    public BatchRequest Request { get; } = request;

    /// <summary>Where the pixels go.</summary>
    public PixelBuffer Buffer { get; } = buffer;

    /// <summary>The picture in each row.</summary>
    public BatchRow[] Rows { get; } = new BatchRow[request.Samples.Length];

    /// <summary>For each row, the broken samples that were met on the way to its picture; null where there was none.</summary>
    public List<BadSample>?[] Broken { get; } = new List<BadSample>?[request.Samples.Length];

    /// <summary>Whether rows are left that nobody renders yet.</summary>
    public bool HasTickets => _taken < Rows.Length;

    /// <summary>Whether all pixels are there.</summary>
    public bool IsReady { get; set; }

    /// <summary>The next rows to render, at most <paramref name="most"/>.</summary>
    public (int First, int Count) TakeTicket(int most)
    {
        (int first, int count) = (_taken, Math.Min(most, Rows.Length - _taken));
        _taken += count;
        return (first, count);
    }

    /// <summary>Notes that rows were rendered; true for the last ones.</summary>
    public bool Finish(int count) => (_done += count) == Rows.Length;
}
