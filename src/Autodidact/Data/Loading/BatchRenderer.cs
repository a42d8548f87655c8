using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Data.Loading;

/// <summary>Reads samples and renders their views into the rows of a batch. Shared by all producer threads; holds no state of theirs.</summary>
internal sealed class BatchRenderer(IReadOnlyList<ViewPlan> plans, SampleLedger<Image> ledger, SampleOrder? replacements, ulong seed, bool labels)
{
    // With at least one good sample the chance of missing it so often is nil, except in sources that are broken altogether.
    private const int MostAttempts = 100_000;

    private readonly ViewLayout _layout = new(plans);

    /// <summary>Floats of a batch of <paramref name="samples"/> pictures.</summary>
    /// <exception cref="DataException">More than one span of memory can hold.</exception>
    public int BufferLength(int samples)
    {
        long length = _layout.Length(samples);
        return length <= int.MaxValue
            ? (int)length
            : throw new DataException($"A batch of {samples} pictures in {_layout} takes {length * sizeof(float) / 1e9:0.#} GB; at most 8.5 GB are possible. Choose a batch of at most {int.MaxValue / _layout.PictureLength}.");
    }

    /// <summary>Renders some rows.</summary>
    public void Render(PendingBatch batch, int first, int count, ViewScratch scratch)
    {
        for (int row = first; row < first + count; row++)
        {
            int sample = batch.Request.Samples[row];
            (Image? image, int used) = Read(batch.Request.Epoch, sample, ref batch.Broken[row]);
            batch.Rows[row] = new BatchRow(used, -1, 0);
            if (image is null) continue;
            batch.Rows[row] = new BatchRow(used, labels ? ledger.Label(used) : -1, PixelHash.Of(image));
            for (int view = 0; view < plans.Count; view++)
            {
                // The key keeps the requested sample: a stand-in that is also in the batch itself gets other views.
                DrawKey key = new(seed, batch.Request.Epoch, sample, view);
                (int group, int place) = _layout.Place(view);
                long at = _layout.Start(group, batch.Rows.Length) + ((((long)place * batch.Rows.Length) + row) * plans[view].Length);
                plans[view].Render(image, key, batch.Buffer.Values.Slice((int)at, plans[view].Length), scratch);
            }
        }
    }

    /// <summary>The batch that its consumer gets: the pictures that are there, without the gaps that broken samples left.</summary>
    public ImageViews Finish(PendingBatch batch, PixelBufferPool pool, Device device)
    {
        BatchRow[] rows = Array.TrueForAll(batch.Rows, row => row.Sample >= 0) ? batch.Rows : Compact(batch);
        return new ImageViews(new PixelLoan(pool, batch.Buffer), _layout, rows, labels, device);
    }

    private BatchRow[] Compact(PendingBatch batch)
    {
        BatchRow[] kept = Array.FindAll(batch.Rows, row => row.Sample >= 0);
        Span<float> values = batch.Buffer.Values;
        for (int group = 0; group < _layout.Groups.Count; group++)
        {
            (int views, int length) = (_layout.Groups[group].Views, _layout.Groups[group].ViewLength);
            int from = (int)_layout.Start(group, batch.Rows.Length), to = (int)_layout.Start(group, kept.Length);
            for (int row = 0; row < views * batch.Rows.Length; row++, from += length)
            {
                // Rows only ever move towards the front, so none is overwritten before it was moved.
                if (batch.Rows[row % batch.Rows.Length].Sample < 0) continue;
                if (from != to) values.Slice(from, length).CopyTo(values[to..]);
                to += length;
            }
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
