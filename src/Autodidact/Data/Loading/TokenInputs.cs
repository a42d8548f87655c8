using Autodidact.Data.Text;
using Autodidact.Engine;

namespace Autodidact.Data.Loading;

/// <summary>Texts as a language model reads them: one a row, cut at the longest length, filled up to the longest of their batch.</summary>
/// <param name="source">The texts.</param>
/// <param name="tokenizer">Cuts them.</param>
/// <param name="length">Most tokens of a text, the marks around it included.</param>
/// <param name="options">Batch, processes and limits.</param>
internal sealed class TokenInputs(TextSource source, Tokenizer tokenizer, int length, LoaderOptions options) : IInputs
{
    private SampleLedger<Document> _ledger = new(source, source, options.MaximumBadShare);

    public IReadOnlyList<BadSample> Skipped => _ledger.Samples;

    public IEnumerable<IInputBatch> Batches(CancellationToken cancel = default)
    {
        _ledger = new(source, source, options.MaximumBadShare);
        long asked = 0;
        for (long first = (long)options.Rank * options.Batch; first < source.Count; first += (long)options.Processes * options.Batch)
        {
            cancel.ThrowIfCancellationRequested();
            (List<int> samples, List<int[]> rows, List<BadSample> broken) = ([], [], []);
            for (int i = (int)first; i < Math.Min(first + options.Batch, source.Count); i++)
            {
                asked++;
                if (_ledger.Read(i, out BadSample bad) is { } document)
                {
                    samples.Add(i);
                    rows.Add(Cut(tokenizer.Encode(document.Text, readSpecial: false).Ids));
                }
                else
                {
                    broken.Add(bad);
                }
            }
            _ledger.Count(broken, asked);
            if (samples.Count > 0 || options.Processes > 1) yield return new Rows(samples, rows, tokenizer.Special.Padding!.Value);
        }
    }

    // What ends a text stays.
    private int[] Cut(int[] ids)
    {
        if (ids.Length <= length) return ids;
        int suffix = tokenizer.Special.Suffix.Count;
        return [.. ids.AsSpan(0, length - suffix), .. tokenizer.Special.Suffix];
    }

    private sealed class Rows(List<int> samples, List<int[]> rows, int padding) : IInputBatch
    {
        private Tensor? _inputs;

        public IReadOnlyList<int> Samples => samples;

        public Tensor Inputs => _inputs ??= Make().Own();

        public void Dispose() => _inputs?.Dispose();

        private Tensor Make()
        {
            int length = rows.Max(row => row.Length);
            long[] tokens = new long[rows.Count * length];
            Array.Fill(tokens, padding);
            for (int i = 0; i < rows.Count; i++)
                for (int j = 0; j < rows[i].Length; j++) tokens[(i * length) + j] = rows[i][j];
            return Tensor.From(tokens, rows.Count, length);
        }
    }
}
