using Autodidact.Data;
using Autodidact.Embeddings.Indexes;
using Autodidact.Engine.Search;
using Autodidact.Evaluation;
using Autodidact.Models;
using Autodidact.Reports.Search;
using Autodidact.Tests.Engine;
using Autodidact.Tests.Evaluation;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Embeddings.Indexes;

public sealed class DuplicateSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Copies_are_found_by_content_and_altered_ones_by_features()
    {
        ImageSource source = DataSources.Open("shapes:count=40,size=16");
        for (int i = 0; i < 40; i++) Save($"{i:D2}.png", source.Read(i));
        Save("07-copy.png", source.Read(7));
        Save("07-second.png", source.Read(7));
        Save("09-darker.png", Darker(source.Read(9)));
        using Encoder encoder = CardTests.Small(seed: 1);
        ImageSource folder = DataSources.Open(_folder.Path);
        using VectorIndex index = await VectorIndex.BuildAsync(encoder, folder, _folder.Path);
        DuplicateResult near = DuplicateSearch.Find(index, folder, 0.99999);
        Assert.Contains(near.Groups, group => group.Exact && group.Ids.SequenceEqual(["07-copy.png", "07-second.png", "07.png"]));
        DuplicateResult all = DuplicateSearch.Find(index, folder, index.Search(index.Vector("09-darker.png"), 2)[1].Score - 1e-6);
        Assert.Contains(all.Groups, group => !group.Exact && group.Ids.Contains("09-darker.png") && group.Ids.Contains("09.png"));
        Assert.Equal(all.Groups.Sum(group => group.Ids.Count - 1), all.Superfluous);
        Assert.Equal((43, false), (all.Samples, all.Suggested));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(30)]
    public void The_suggested_threshold_joins_few_that_are_strangers_and_all_that_are_copies(int dimension)
    {
        const int Count = 3000, Copies = 60;
        float[] rows = SearchIndexTests.UnitRows(Count, 4, dimension), noise = SearchIndexTests.UnitRows(Copies, 5, dimension);
        for (int i = 0; i < Copies; i++)
            for (int j = 0; j < dimension; j++) rows[((Count - 1 - i) * dimension) + j] = rows[(i * dimension) + j] + (0.002f * noise[(i * dimension) + j]);
        UnitRows.Scale(rows, dimension);
        Neighbours found = ExactSearch.Find(rows, rows, dimension, 11);
        float[][] distances = [.. Enumerable.Range(0, Count).Select(row => found.ScoresOf(row).ToArray().Skip(1).Select(score => MathF.Sqrt(MathF.Max(0, 2 - (2 * score)))).ToArray())];
        double threshold = DuplicateSearch.Suggest(distances);
        int joined = Enumerable.Range(0, Count).Count(row => found.ScoresOf(row)[1] >= threshold);
        Assert.InRange(joined, 2 * Copies, (2 * Copies) + 20);
    }

    [Fact]
    public async Task What_fails_while_contents_are_compared_is_what_is_said()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        using VectorIndex index = await VectorIndex.BuildAsync(encoder, "shapes:count=20,size=16");
        Assert.Equal("the disk is gone", Assert.Throws<IOException>(() => DuplicateSearch.Find(index, new LostSource())).Message);
    }

    [Fact]
    public void Sets_are_joined_whatever_the_order()
    {
        DisjointSets sets = new(6);
        Assert.True(sets.Join(4, 5));
        Assert.True(sets.Join(1, 4));
        Assert.False(sets.Join(5, 1));
        Assert.Equal([0, 1, 2, 3, 1, 1], Enumerable.Range(0, 6).Select(sets.Of));
    }

    [Fact]
    public async Task Neighbours_are_drawn_by_the_seed_and_leave_out_the_sample_itself()
    {
        using Encoder encoder = CardTests.Small(seed: 1);
        using VectorIndex index = await VectorIndex.BuildAsync(encoder, "shapes:count=50,size=16");
        IReadOnlyList<SampleNeighbours> some = NeighbourSearch.Draw(index, 8, 5, seed: 3);
        Assert.Equal(8, some.Select(one => one.Id).Distinct().Count());
        Assert.All(some, one => Assert.DoesNotContain(one.Id, one.Nearest.Select(match => match.Id)));
        Assert.All(some, one => Assert.Equal(5, one.Nearest.Count));
        Assert.Equal(some.Select(one => one.Id), NeighbourSearch.Draw(index, 8, 5, seed: 3).Select(one => one.Id));
        Assert.NotEqual(some.Select(one => one.Id), NeighbourSearch.Draw(index, 8, 5, seed: 4).Select(one => one.Id));
        Assert.Equal(50, NeighbourSearch.Draw(index, 500, 5).Count);
    }

    [Fact]
    public async Task A_sheet_shows_no_other_picture_where_the_data_have_changed()
    {
        ImageSource source = DataSources.Open("shapes:count=12,size=16");
        for (int i = 0; i < 12; i++) Save($"{i:D2}.png", source.Read(i));
        using Encoder encoder = CardTests.Small(seed: 1);
        using VectorIndex index = await VectorIndex.BuildAsync(encoder, _folder.Path);
        IReadOnlyList<SampleNeighbours> last = [new("11.png", null, [])];
        Assert.True(SearchPages.SheetOf(index, last, size: 16).Pixels.ToArray().Distinct().Count() > 1);
        File.Delete(_folder["00.png"]);
        Save("12.png", source.Read(5));
        Assert.Single(SearchPages.SheetOf(index, last, size: 16).Pixels.ToArray().Distinct());
    }

    private sealed class LostSource : ImageSource
    {
        public override string Kind => "lost";

        public override string Name => "lost";

        public override int Count => 20;

        public override Image Read(int index) => throw new IOException("the disk is gone");

        public override string Id(int index) => $"{index}";

        protected override string ContentHash() => "0";
    }

    private void Save(string name, Image picture) => File.WriteAllBytes(_folder[name], ImageFiles.EncodePng(picture));

    private static Image Darker(Image picture) => new(picture.Width, picture.Height, picture.Channels, picture.Pixels.ToArray().Select(value => (byte)(value * 0.97)).ToArray());
}
