using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Data.Views;
using Autodidact.Methods.Masked;

namespace Autodidact.Methods.Language;

/// <summary>A batch as masked language modelling shows it: tokens hidden, and what they were.</summary>
internal sealed class HiddenTokens
{
    // A stretch that begins within a word is drawn again; the beginning of a row always will do.
    private const int MostDraws = 20;

    private readonly BertOptions _options;
    private readonly TokenMasking _masking;
    private readonly Tokenizer _tokenizer;
    private readonly SpecialTokens _special;
    private readonly bool[] _isSpecial;
    private readonly int[] _plain;
    private readonly ulong _seed;
    private OtherTexts? _others;

    // Used again for every row: steps leave no garbage by the row.
    private bool[] _skipped = [];
    private TokenDraws[] _drawn = [];

    /// <param name="options">Shares and tasks.</param>
    /// <param name="tokenizer">What cut the texts.</param>
    /// <param name="seed">Decides what is hidden.</param>
    public HiddenTokens(BertOptions options, Tokenizer tokenizer, ulong seed)
    {
        (_options, _tokenizer, _special, _seed) = (options, tokenizer, tokenizer.Special, seed);
        double others = 1 - options.MaskedShare;
        _masking = new() { Share = options.MaskingRate, MaskedShare = options.MaskedShare, ReplacedShare = others > 0 ? Math.Min(1, options.ReplacedShare / others) : 0 };
        _isSpecial = new bool[tokenizer.Vocabulary.Size];
        for (int id = 0; id < _isSpecial.Length; id++)
            _isSpecial[id] = _special.IsSpecial(id) || id == _special.Padding || id == _special.Mask || id == _special.Start || id == _special.End;
        _plain = [.. tokenizer.Vocabulary.Tokens.Select(token => token.Value).Where(id => !_isSpecial[id])];
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
            Hide(tokens, rows.LabelsOf(row), ref draws);
        }
        return rows;
    }

    private static void Copy(PackedRow packed, HiddenRows rows, int row)
    {
        Span<long> tokens = rows.TokensOf(row), texts = rows.TextsOf(row), places = rows.PlacesOf(row);
        for (int i = 0; i < tokens.Length; i++) tokens[i] = packed.Tokens[i];
        for (int text = 0; text < packed.Segments.Count; text++)
            for (int place = 0; place < packed.Segments[text].Length; place++)
                (texts[packed.Segments[text].Column + place], places[packed.Segments[text].Column + place]) = (text + 1, place);
    }

    /// <returns>1 where the two do not belong together as they stand, as in the published label.</returns>
    private long Pair(TokenBatch batch, int sample, HiddenRows rows, int row, ref Draws draws)
    {
        const int least = SentencePair.Shortest / 2;
        int[] whole = batch.Rows[sample].Tokens;
        int border = WordFrom(whole, least + draws.Below(whole.Length - (2 * least) + 1), whole.Length - 1);
        ReadOnlySpan<int> first = whole.AsSpan(0, border), second = whole.AsSpan(border);
        // Where no other text is as long, right pairs are as short as wrong ones.
        if (_options.Sentences == SentenceTask.Next) second = second[..Math.Min(second.Length, OthersOf(batch.Rows).LongestBeside(sample))];
        bool isWrong = draws.Chance(0.5);
        if (isWrong && _options.Sentences == SentenceTask.Order)
        {
            ReadOnlySpan<int> kept = first;
            first = second;
            second = kept;
        }
        else if (isWrong)
        {
            second = Elsewhere(OthersOf(batch.Rows).Draw(sample, second.Length, ref draws), second.Length, ref draws);
        }
        int filled = SentencePair.Write(first, second, _special, rows.TokensOf(row), rows.SegmentsOf(row));
        Span<long> texts = rows.TextsOf(row), places = rows.PlacesOf(row);
        for (int i = 0; i < filled; i++) (texts[i], places[i]) = (1, i);
        return isWrong ? 1 : 0;
    }

    private OtherTexts OthersOf(TokenRows rows) => _others?.Rows == rows ? _others : _others = new(rows);

    /// <summary>A stretch of a row, from the beginning of a word.</summary>
    private ArraySegment<int> Elsewhere(PackedRow row, int length, ref Draws draws)
    {
        int room = row.Tokens.Length - length;
        for (int draw = 0; draw < MostDraws; draw++)
        {
            int start = WordFrom(row.Tokens, draws.Below(room + 1), room);
            if (start == 0 || !_tokenizer.ContinuesWord(row.Tokens.AsSpan(start - 1, 2))[1]) return new(row.Tokens, start, length);
        }
        return new(row.Tokens, 0, length);
    }

    /// <summary>The first place from <paramref name="start"/> on where a word begins, at most <paramref name="last"/>.</summary>
    private int WordFrom(int[] tokens, int start, int last)
    {
        while (start > 0 && start < last && _tokenizer.ContinuesWord(tokens.AsSpan(start - 1, 2))[1]) start++;
        return start;
    }

    private void Hide(Span<long> tokens, Span<long> labels, ref Draws draws)
    {
        if (_drawn.Length != tokens.Length) (_skipped, _drawn) = (new bool[tokens.Length], new TokenDraws[tokens.Length]);
        bool[]? goesOn = _options.WholeWords ? _tokenizer.ContinuesWord([.. tokens.ToArray().Select(token => (int)token)]) : null;
        int likeliest = -1;
        for (int i = 0; i < tokens.Length; i++)
        {
            _skipped[i] = _isSpecial[tokens[i]];
            _drawn[i] = new(draws.NextDouble(), draws.NextDouble(), draws.NextDouble(), _plain[draws.Below(_plain.Length)]);
            // A piece that goes on with a word shares its lot.
            if (goesOn is not null && goesOn[i]) _drawn[i] = _drawn[i] with { Asked = _drawn[i - 1].Asked };
            if (!_skipped[i] && (likeliest < 0 || _drawn[i].Asked < _drawn[likeliest].Asked)) likeliest = i;
        }
        // As published, every row is asked for something.
        double least = likeliest < 0 ? 1 : _drawn[likeliest].Asked;
        for (int i = 0; i < tokens.Length; i++)
            if (_drawn[i].Asked <= least) _drawn[i] = _drawn[i] with { Asked = 0 };
        _masking.Hide(tokens, _skipped, _special.Mask!.Value, _drawn, labels);
    }
}
