using Autodidact.Data.Corruptions;
using Autodidact.Engine.Images;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

public sealed class CorruptionsTests
{
    [Fact]
    public async Task A_picture_is_drawn_with_every_corruption()
    {
        using TemporaryFolder folder = new();
        CliResult result = (await Cli.RunAsync(folder, "data", "corruptions", "shapes:size=16", "--out", "sheets/all.png", "--picture", "3", "--json")).MustExit(0);
        Assert.Equal(Corruption.All.Select(corruption => corruption.Name), result.Json.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("corruption").GetString()));
        DecodedImage sheet = ImageCodec.Decode(File.ReadAllBytes(folder["sheets/all.png"]));
        Assert.Equal(((6 * 66) + 2, (Corruption.All.Count * 66) + 2), (sheet.Width, sheet.Height));
    }

    [Theory]
    [InlineData("shapes --out x.png --picture 5000", "0 to 4999")]
    [InlineData("shapes --out x.png --size 4", "8 to 1024")]
    [InlineData("no-such-place --out x.png", "no-such-place")]
    [InlineData("shapes", "--out")]
    public async Task Mistakes_are_told_before_anything_is_written(string arguments, string said)
    {
        using TemporaryFolder folder = new();
        CliResult result = (await Cli.RunAsync(folder, ["data", "corruptions", .. arguments.Split(' ')])).MustExit(2);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
