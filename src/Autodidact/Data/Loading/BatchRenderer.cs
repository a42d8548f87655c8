using Autodidact.Data.Views;

namespace Autodidact.Data.Loading;

/// <summary>Reads samples and renders their views into the rows of a batch. Shared by all producer threads; holds no state of theirs.</summary>
internal sealed class BatchRenderer(IReadOnlyList<ViewPlan> plans, SampleLedger ledger, SampleOrder? replacements, ulong seed)
{
    // With at least one good sample the chance of missing it so often is nil, except in sources that are broken altogether.
    private const int MostAttempts = 100_000;

    private readonly int _length = plans[0].Length;

    /// <summary>Views of each picture.</summary>
    public int Views => plans.Count;

    /// <summary>Rows and columns of a view.</summary>
    public int Size => plans[0].Size;

    /// <summary>Floats of a batch of <paramref name="samples"/> pictures.</summary>
    /// <exception cref="DataException">More than one span of memory can hold.</exception>
    public int BufferLength(int samples)
    {
        long length = (long)samples * Views * _length;
        return length <= int.MaxValue
            ? (int)length
            : throw new DataException($"A batch of {samples} pictures in {Views} views of {Size} x {Size} takes {length * sizeof(float) / 1e9:0.#} GB; at most 8.5 GB are possible. Choose a batch of at most {int.MaxValue / ((long)Views * _length)}.");
    }

    /// <summary>Renders some rows.</summary>
    public void Render(PendingBatch batch, int first, int count, ViewScratch scratch)
    {
        for (int row = first; row < first + count; row++)
        {
            int sample = batch.Request.Samples[row];
            (Image? image, int used) = Read(batch.Request.Epoch, sample, ref batch.Broken[row]);
            batch.Samples[row] = used;
            if (image is null) continue;
            for (int view = 0; view < plans.Count; view++)
            {
                // The key keeps the requested sample: a stand-in that is also in the batch itself gets other views.
                DrawKey key = new(seed, batch.Request.Epoch, sample, view);
                int at = ((view * batch.Samples.Length) + row) * _length;
                plans[view].Render(image, key, batch.Buffer.Values.Slice(at, _length), scratch);
            }
        }
    }

    /// <summary>Closes the gaps that broken samples left, and returns the samples that are there.</summary>
    public int[] Compact(PendingBatch batch)
    {
        int[] rows = batch.Samples;
        if (!rows.Contains(-1)) return rows;
        int[] kept = [.. rows.Where(sample => sample >= 0)];
        int to = 0;
        Span<float> values = batch.Buffer.Values;
        for (int from = 0; from < rows.Length * plans.Count; from++)
        {
            // Rows only ever move towards the front, so none is overwritten before it was moved.
            if (rows[from % rows.Length] < 0) continue;
            if (from != to) values.Slice(from * _length, _length).CopyTo(values[(to * _length)..]);
            to++;
        }

        return kept;
    }

    private (Image? Image, int Sample) Read(int epoch, int sample, ref List<BadSample>? broken)
    {
        Image? image = ledger.Read(sample, out BadSample bad);
        if (image is not null) return (image, sample);
        (broken ??= []).Add(bad);
        if (replacements is null) return (null, -1);
        for (int attempt = 0; attempt < MostAttempts && !ledger.IsAllBroken; attempt++)
        {
            int other = replacements.Replacement(epoch, sample, attempt);
            image = ledger.Read(other, out bad);
            if (image is not null) return (image, other);
            broken.Add(bad);
        }

        throw new DataException($"No readable sample was found to stand in for a broken one; the source seems broken altogether. The last broken one is {bad}.");
    }
}
