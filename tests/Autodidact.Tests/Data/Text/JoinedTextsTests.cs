using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Data.Text;

/// <summary>Several sources as one.</summary>
public sealed class JoinedTextsTests
{
    [Fact]
    public void Sources_follow_each_other()
    {
        using TemporaryFolder folder = new();
        string one = Write("one.tsv", "text\tlabel\na\tx\nb\ty\n"), two = Write("two.tsv", "text\tlabel\nc\ty\nd\tx\n"), plain = Write("plain.txt", "e\n");
        TextSource joined = TextSources.Open($"{one} + {two}");
        Assert.Equal(["a", "b", "c", "d"], Enumerable.Range(0, 4).Select(i => joined.Read(i).Text));
        Assert.Equal(["x", "y", "y", "x"], Enumerable.Range(0, 4).Select(i => joined.Classes![joined.Label(i)!.Value]));
        Assert.Equal("two.tsv:3", joined.Id(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => joined.Read(4));

        TextSource mixed = TextSources.Open($"{one} + {plain}");
        Assert.Equal((3, "e", null), (mixed.Count, mixed.Read(2).Text, mixed.Label(0)));
        Assert.NotEqual(joined.Fingerprint, mixed.Fingerprint);
        Assert.Equal(["e", "a"], new[] { 0, 1 }.Select(i => mixed.Choose([2, 0], "two of them").Read(i).Text));
        Assert.Equal(["a", "b"], new[] { 0, 1 }.Select(i => mixed.First(2).Read(i).Text));
        Assert.Contains("nothing.txt", Assert.Throws<DataException>(() => TextSources.Open($"{one} + {folder.Path}/nothing.txt")).Message);

        Assert.Contains(mixed.Notes, note => note.Contains("labels are not read, since plain.txt has none", StringComparison.Ordinal));

        TextSource three = TextSources.Open($"{two} + {Write("three.tsv", "text\tlabel\ne\tw\nf\ty\n")}");
        Assert.Equal(["w", "x", "y"], three.Classes);
        Assert.Equal(["y", "x", "w", "y"], Enumerable.Range(0, 4).Select(i => three.Classes![three.Label(i)!.Value]));
        Assert.Contains(three.Notes, note => note.Contains("two.tsv has x, y; three.tsv has w, y", StringComparison.Ordinal));
        Assert.DoesNotContain(joined.Notes, note => note.Contains("classes", StringComparison.Ordinal));

        string Write(string name, string content)
        {
            string path = Path.Combine(folder.Path, name);
            File.WriteAllText(path, content);
            return path;
        }
    }
}
