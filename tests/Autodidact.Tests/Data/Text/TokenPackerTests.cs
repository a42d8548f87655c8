using Autodidact.Data.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autodidact.Tests.Data.Text;

public sealed class TokenPackerTests
{
    private static readonly int[][] s_documents = [[1, 2, 3], [], [4, 5, 6, 7, 8, 9], [10]];

    [Fact]
    public void Documents_flow_on_into_the_next_row()
    {
        PackedRow[] rows = [.. TokenPacker.Pack(s_documents, new PackOptions { Length = 4, Padding = -1 })];
        Assert.Equal([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, -1, -1]], rows.Select(row => row.Tokens));
        Assert.Equal([new PackedSegment(0, 0, 0, 3), new PackedSegment(2, 0, 3, 1)], rows[0].Segments);
        Assert.Equal([new PackedSegment(2, 1, 0, 4)], rows[1].Segments);
        Assert.Equal([new PackedSegment(2, 5, 0, 1), new PackedSegment(3, 0, 1, 1)], rows[2].Segments);
    }

    [Fact]
    public void Whole_documents_go_where_they_fit_best()
    {
        PackedRow[] rows = [.. TokenPacker.Pack(s_documents, new PackOptions { Length = 4, Padding = -1, Splits = false })];
        // Six tokens are too many for a row: a full one, and two that stand with the single token; 1, 2, 3 are fuller, so it goes there.
        Assert.Equal([[4, 5, 6, 7], [1, 2, 3, 10], [8, 9, -1, -1]], rows.Select(row => row.Tokens));
    }

    [Fact]
    public void With_one_open_row_documents_keep_their_order()
    {
        PackedRow[] rows = [.. TokenPacker.Pack([[1, 2, 3], [4, 5], [6]], new PackOptions { Length = 4, Splits = false, OpenRows = 1 })];
        Assert.Equal([[1, 2, 3, 0], [4, 5, 6, 0]], rows.Select(row => row.Tokens));
    }

    [Fact]
    public void A_row_says_what_may_see_what()
    {
        PackedRow row = TokenPacker.Pack([[7, 8], [9]], new PackOptions { Length = 4 }).Single();
        Assert.Equal([(0, 2), (2, 1)], row.Segments.Select(segment => (segment.Column, segment.Length)));
        Assert.Equal(3, row.Filled);
    }

    [Fact]
    public void Rows_come_while_documents_are_still_read()
    {
        static IEnumerable<int[]> Endless()
        {
            while (true) yield return [1, 2, 3];
        }

        Assert.Equal(5, TokenPacker.Pack(Endless(), new PackOptions { Length = 2 }).Take(5).Count());
        Assert.Equal(5, TokenPacker.Pack(Endless(), new PackOptions { Length = 4, Splits = false, OpenRows = 3 }).Take(5).Count());
    }

    [Fact]
    public void Every_token_stands_in_one_place() => Prop.ForAll(ArbMap.Default.ArbFor<int[][]>(), ArbMap.Default.ArbFor<bool>(), Gen.Choose(1, 9).ToArbitrary(), (documents, splits, length) =>
    {
        documents ??= [];
        int[][] given = [.. documents.Select(document => document ?? [])];
        PackedRow[] rows = [.. TokenPacker.Pack(given, new PackOptions { Length = length, Splits = splits, OpenRows = 2 })];
        var pieces = rows.SelectMany(row => row.Segments.Select(segment => (segment.Document, segment.Start, Tokens: row.Tokens[segment.Column..(segment.Column + segment.Length)])))
            .OrderBy(piece => piece.Document).ThenBy(piece => piece.Start).ToLookup(piece => piece.Document);
        bool noWaste = !splits || rows.SkipLast(1).All(row => row.Filled == length);
        return noWaste && given.Select((document, number) => pieces[number].SelectMany(piece => piece.Tokens).SequenceEqual(document)).All(same => same);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Impossible_rows_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenPacker.Pack([], new PackOptions { Length = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenPacker.Pack([], new PackOptions { OpenRows = 0 }));
        Assert.Empty(TokenPacker.Pack([]));
    }
}
