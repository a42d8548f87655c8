using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Data.Views;
using Autodidact.Methods.Masked;

namespace Autodidact.Methods.Language;

/// <summary>A batch as masked language modelling shows it: tokens hidden, and what they were.</summary>
internal sealed class HiddenTokens
{
    private readonly BertOptions _options;
    private readonly TokenMasking _masking;
    private readonly SpecialTokens _special;
    private readonly bool[]? _goesOn;
    private readonly int[] _plain;
    private readonly ulong _seed;

    /// <param name="options">Shares and tasks.</param>
    /// <param name="tokenizer">What cut the texts.</param>
    /// <param name="seed">Decides what is hidden.</param>
    public HiddenTokens(BertOptions options, Tokenizer tokenizer, ulong seed)
    {
        (_options, _special, _seed) = (options, tokenizer.Special, seed);
        double others = 1 - options.Masked;
        _masking = new() { Share = options.MaskShare, MaskShare = options.Masked, RandomShare = others > 0 ? Math.Min(1, options.Replaced / others) : 0 };
        _goesOn = options.WholeWords ? WordStarts.GoesOn(tokenizer) : null;
        _plain = [.. tokenizer.Vocabulary.Tokens.Where(token => !tokenizer.Special.IsSpecial(token.Value)).Select(token => token.Value)];
    }

    /// <summary>The rows of a batch as the network sees them.</summary>
    /// <param name="batch">Some rows of the corpus.</param>
    /// <param name="step">With the row's index, decides what is hidden.</param>
    public HiddenRows Of(TokenBatch batch, long step)
    {
        HiddenRows rows = new(batch.Batch, batch.Length);
        for (int row = 0; row < batch.Batch; row++)
        {
            int sample = batch.Samples[row];
            Draws draws = new(new DrawKey(_seed, (int)step, sample, 0), DrawPurpose.Mask);
            Span<long> tokens = rows.TokensOf(row);
            if (_options.ReadsPairs) rows.Sentences[row] = Pair(batch, sample, rows, row, ref draws);
            else Copy(batch.Rows[sample], rows, row);
            Hide(tokens, ref draws).CopyTo(rows.LabelsOf(row));
        }
        return rows;
    }

    private static void Copy(PackedRow packed, HiddenRows rows, int row)
    {
        Span<long> tokens = rows.TokensOf(row), texts = rows.TextsOf(row), places = rows.PlacesOf(row);
        for (int i = 0; i < tokens.Length; i++) tokens[i] = packed.Tokens[i];
        for (int text = 0; text < packed.Segments.Count; text++)
        {
            PackedSegment segment = packed.Segments[text];
            for (int place = 0; place < segment.Length; place++) (texts[segment.Column + place], places[segment.Column + place]) = (text + 1, place);
        }
    }

    /// <returns>1 where the two do not belong together as they stand, as in the published label.</returns>
    private long Pair(TokenBatch batch, int sample, HiddenRows rows, int row, ref Draws draws)
    {
        ReadOnlySpan<int> whole = batch.Rows[sample].Tokens;
        const int least = SentencePair.Shortest / 2;
        int border = least + draws.Below(whole.Length - (2 * least) + 1);
        ReadOnlySpan<int> first = whole[..border], second = whole[border..];
        bool isWrong = draws.Chance(0.5);
        if (isWrong && _options.Sentences == SentenceTask.Order)
        {
            ReadOnlySpan<int> kept = first;
            first = second;
            second = kept;
        }
        else if (isWrong && batch.Rows.Count > 1)
        {
            // A stretch from elsewhere, at most as long.
            int other = draws.Below(batch.Rows.Count - 1);
            ReadOnlySpan<int> elsewhere = batch.Rows[other < sample ? other : other + 1].Tokens;
            int length = Math.Min(second.Length, elsewhere.Length);
            second = elsewhere.Slice(draws.Below(elsewhere.Length - length + 1), length);
        }
        int filled = SentencePair.Write(first, second, _special, rows.TokensOf(row), rows.SegmentsOf(row));
        Span<long> texts = rows.TextsOf(row), places = rows.PlacesOf(row);
        for (int i = 0; i < filled; i++) (texts[i], places[i]) = (1, i);
        return isWrong ? 1 : 0;
    }

    private long[] Hide(Span<long> tokens, ref Draws draws)
    {
        bool[] special = new bool[tokens.Length];
        (double Asked, double Mask, double Random, long Other)[] drawn = new (double, double, double, long)[tokens.Length];
        for (int i = 0; i < tokens.Length; i++)
        {
            special[i] = _special.IsSpecial((int)tokens[i]);
            drawn[i] = (draws.NextDouble(), draws.NextDouble(), draws.NextDouble(), _plain[draws.Below(_plain.Length)]);
            // A piece that goes on with a word shares its lot.
            if (_goesOn is not null && i > 0 && !special[i - 1] && _goesOn[tokens[i]]) drawn[i].Asked = drawn[i - 1].Asked;
        }
        return _masking.Hide(tokens, special, _special.Mask!.Value, i => drawn[i]);
    }
}
