using Autodidact.Data.Text;
using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Data.Loading;

/// <summary>
/// Texts as a language model reads them: one a row, cut at the longest length, filled up to the longest of their batch. Within a few batches texts of
/// about one length come together, since a network computes what only fills up as it computes the rest.
/// </summary>
/// <param name="source">The texts.</param>
/// <param name="tokenizer">Cuts them.</param>
/// <param name="length">Most tokens of a text, the marks around it included.</param>
/// <param name="options">Batch, processes and limits.</param>
/// <param name="shuffle">Decides the order of the batches, for training; null begins with the longest.</param>
internal sealed class TokenInputs(TextSource source, Tokenizer tokenizer, int length, LoaderOptions options, DrawKey? shuffle = null) : IInputs
{
    // Measured batches may be as alike as memory allows; in training all that was drawn into a few batches still mixes.
    private const int BatchesMeasured = 16, BatchesInTraining = 4;

    private readonly int _batches = shuffle is null ? BatchesMeasured : BatchesInTraining;
    private SampleLedger<Document> _ledger = new(source, source, options.BadShare);

    public int Stretch => (int)Math.Min(int.MaxValue, (long)_batches * options.Processes * options.Batch);

    public IReadOnlyList<BadSample> Skipped => _ledger.Samples;

    public IEnumerable<IInputBatch> Batches(CancellationToken cancel = default)
    {
        _ledger = new(source, source, options.BadShare);
        long asked = 0;
        long step = (long)options.Processes * options.Batch;
        for (long first = (long)options.Rank * options.Batch; first < source.Count; first += _batches * step)
        {
            (List<(int Sample, int[] Tokens)> texts, List<BadSample> broken) = ([], []);
            int count = 0;
            for (long start = first; start < Math.Min(first + (_batches * step), source.Count); start += step, count++)
            {
                cancel.ThrowIfCancellationRequested();
                for (int i = (int)start; i < Math.Min(start + options.Batch, source.Count); i++)
                {
                    asked++;
                    if (_ledger.Read(i, out BadSample bad) is { } document) texts.Add((i, Cut(tokenizer.Encode(document.Text, readSpecial: false).Ids)));
                    else broken.Add(bad);
                }
            }
            _ledger.Count(broken, asked);
            foreach ((int Sample, int[] Tokens)[] batch in Ordered(texts, first))
            {
                cancel.ThrowIfCancellationRequested();
                count--;
                yield return new Rows(batch, tokenizer.Special.Padding!.Value);
            }
            // Other processes count on as many batches as there are without what is broken.
            for (; count > 0 && options.Processes > 1; count--) yield return new Rows([], tokenizer.Special.Padding!.Value);
        }
    }

    private (int Sample, int[] Tokens)[][] Ordered(List<(int Sample, int[] Tokens)> texts, long first)
    {
        (int, int[])[][] batches = [.. texts.OrderByDescending(text => text.Tokens.Length).Chunk(options.Batch)];
        if (shuffle is DrawKey key) new Draws(key with { Sample = first }, DrawPurpose.Batches).Shuffle(batches.AsSpan());
        return batches;
    }

    // What ends a text stays.
    private int[] Cut(int[] ids)
    {
        if (ids.Length <= length) return ids;
        int suffix = tokenizer.Special.Suffix.Count;
        return [.. ids.AsSpan(0, length - suffix), .. tokenizer.Special.Suffix];
    }

    private sealed class Rows((int Sample, int[] Tokens)[] texts, int padding) : IInputBatch
    {
        private Tensor? _inputs;

        public IReadOnlyList<int> Samples { get; } = [.. texts.Select(text => text.Sample)];

        public Tensor Inputs => _inputs ??= Make().Own();

        public void Dispose() => _inputs?.Dispose();

        private Tensor Make()
        {
            int length = texts.Max(text => text.Tokens.Length);
            long[] tokens = new long[texts.Length * length];
            Array.Fill(tokens, padding);
            for (int i = 0; i < texts.Length; i++)
                for (int j = 0; j < texts[i].Tokens.Length; j++) tokens[(i * length) + j] = texts[i].Tokens[j];
            return Tensor.From(tokens, texts.Length, length);
        }
    }
}
