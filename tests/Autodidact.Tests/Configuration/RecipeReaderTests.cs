using Autodidact.Configuration;
using Xunit;

namespace Autodidact.Tests.Configuration;

public sealed class RecipeReaderTests
{
    [Theory]
    [InlineData("a: &x 1\nb: *x", "anchors and aliases")]
    [InlineData("a: !!python/object 1", "tags")]
    [InlineData("!thing\na: 1", "tags")]
    [InlineData("a: 1\n---\nb: 2", "one document")]
    [InlineData("- a\n- b", "'name: value'")]
    [InlineData("just words", "'name: value'")]
    [InlineData("a: [[1]]", "must be a value")]
    [InlineData("a: 1\na: 2", "said twice")]
    [InlineData("? [a]\n: 2", "must be a word")]
    [InlineData("a: [1", "not valid YAML")]
    [InlineData("a: 'x", "not valid YAML")]
    [InlineData("'': 1", "not a name")]
    [InlineData("a\tb: \"\\q\"", "not valid YAML")]
    public void What_is_not_a_recipe_is_refused_with_its_place(string yaml, string reason)
    {
        string message = Assert.Throws<ConfigurationException>(() => Read(yaml)).Message;
        Assert.Contains(reason, message);
        Assert.Contains("test.yaml, line", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    public void An_empty_recipe_says_nothing(string yaml) => Assert.Empty(Read(yaml).Children);

    [Fact]
    public void Depth_is_bounded()
    {
        string deep = string.Concat(Enumerable.Range(0, 200_000).Select(_ => "{a: "));
        Assert.Contains("nested more than", Assert.Throws<ConfigurationException>(() => Read(deep)).Message);
    }

    [Fact]
    public void Size_is_bounded_and_a_missing_file_is_named()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "a: " + new string('x', RecipeReader.MaximumSize));
            Assert.Contains("at most", Assert.Throws<ConfigurationException>(() => RecipeReader.ReadFile(path, new Setting())).Message);
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Contains(path, Assert.Throws<ConfigurationException>(() => RecipeReader.ReadFile(path, new Setting())).Message);
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_and_nothing_else()
    {
        Random random = new(3);
        const string alphabet = "a: b\n-[]{},'\"#&*!|>%@`\\\t?~01.\u0000\u2028é";
        for (int i = 0; i < 3000; i++)
        {
            string yaml = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            try
            {
                Read(yaml);
            }
            catch (ConfigurationException)
            {
            }
        }
    }

    private static Setting Read(string yaml)
    {
        Setting settings = new();
        RecipeReader.Read(yaml, "test.yaml", settings);
        return settings;
    }

    [Theory]
    [InlineData("a: [1, 2\nb: 3\n")]
    [InlineData("...\na: 1\n")]
    public void The_parsers_own_slips_are_mistakes_of_the_recipe(string yaml) =>
        Assert.Contains("not valid YAML here", Assert.Throws<ConfigurationException>(() => Read(yaml)).Message);

    [Fact]
    public void Names_are_bounded() =>
        Assert.Contains("a name of 500 characters", Assert.Throws<ConfigurationException>(() => Read(new string('a', 500) + ": 1")).Message);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_number_of_settings_is_bounded(bool list)
    {
        string yaml = list ? $"a: [{string.Join(',', Enumerable.Repeat("1", 3000))}]" : string.Concat(Enumerable.Range(0, 3000).Select(i => $"a{i}: 1\n"));
        Assert.Contains("more than 2,000 settings", Assert.Throws<ConfigurationException>(() => Read(yaml)).Message);
    }
}
