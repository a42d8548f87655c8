using Autodidact.Data.Text;
using Autodidact.Data.Views;

namespace Autodidact.Methods.Language;

/// <summary>Rows of other texts that are long enough: every length finds some, so that the length of a pair never says whether it is a wrong one.</summary>
internal sealed class OtherTexts
{
    // Where nearly all long rows are of one text, the search goes on row by row.
    private const int MostDraws = 20;

    private readonly int[] _longestFirst;
    private readonly int[] _atLeast;
    private readonly int _longest, _longestDocument, _longestOfOthers;

    /// <param name="rows">Each a stretch of one text; there are at least two texts.</param>
    /// <exception cref="ArgumentException">All rows are of one text.</exception>
    public OtherTexts(TokenRows rows)
    {
        Rows = rows;
        _longestFirst = [.. Enumerable.Range(0, rows.Count).OrderByDescending(row => rows[row].Tokens.Length)];
        _longest = rows[_longestFirst[0]].Tokens.Length;
        _longestDocument = DocumentOf(_longestFirst[0]);
        _longestOfOthers = _longestFirst.Where(row => DocumentOf(row) != _longestDocument).Select(row => rows[row].Tokens.Length).FirstOrDefault();
        if (_longestOfOthers == 0) throw new ArgumentException("All rows are of one text, and none can stand beside it.", nameof(rows));
        _atLeast = new int[_longest + 1];
        for (int i = 0; i < rows.Count; i++) _atLeast[rows[i].Tokens.Length]++;
        for (int length = _longest; length > 0; length--) _atLeast[length - 1] += _atLeast[length];
    }

    /// <summary>What is drawn from.</summary>
    public TokenRows Rows { get; }

    /// <summary>Tokens of the longest row that is of another text than this one.</summary>
    /// <param name="row">An index into <see cref="Rows"/>.</param>
    public int LongestBeside(int row) => DocumentOf(row) == _longestDocument ? _longestOfOthers : _longest;

    /// <summary>A row of another text, among those with enough tokens.</summary>
    /// <param name="row">An index into <see cref="Rows"/>.</param>
    /// <param name="length">At most <see cref="LongestBeside"/>.</param>
    /// <param name="draws">Decide.</param>
    public PackedRow Draw(int row, int length, ref Draws draws)
    {
        int document = DocumentOf(row), among = _atLeast[length];
        int at = draws.Below(among);
        for (int draw = 1; draw < MostDraws && DocumentOf(_longestFirst[at]) == document; draw++) at = draws.Below(among);
        while (DocumentOf(_longestFirst[at]) == document) at = (at + 1) % among;
        return Rows[_longestFirst[at]];
    }

    private int DocumentOf(int row) => Rows[row].Segments[0].Document;
}
