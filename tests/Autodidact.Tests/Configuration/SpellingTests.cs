using Autodidact.Configuration;
using Xunit;

namespace Autodidact.Tests.Configuration;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("batch", "batch", 0)]
    [InlineData("bath", "batch", 1)]
    [InlineData("bacth", "batch", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Distance_counts_edits(string first, string second, int expected)
    {
        Assert.Equal(expected, Spelling.Distance(first, second));
        Assert.Equal(expected, Spelling.Distance(second, first));
    }

    [Fact]
    public void Only_what_is_near_is_offered()
    {
        Assert.Equal("simclr", Spelling.Nearest("SimCRL", ["byol", "simclr"]));
        Assert.Null(Spelling.Nearest("transformer", ["byol", "simclr"]));
        Assert.Null(Spelling.Nearest("x", []));
    }
}
