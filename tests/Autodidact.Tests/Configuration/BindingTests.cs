using Autodidact.Configuration;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autodidact.Tests.Configuration;

public sealed class BindingTests
{
    private const string Recipe = """
        # a comment
        data: ./photos
        batch: 64
        share: 0.25
        method: {name: contrast, temperature: 0.2}
        views:
          min_scale: 0.5
        scales: [1, 2.5]
        """;

    [Fact]
    public void A_recipe_sets_what_it_says_and_leaves_the_rest()
    {
        SampleOptions options = Bind(Recipe);
        Assert.Equal(("./photos", 64, 0.25, 0.5), (options.Data, options.Batch, options.Share, options.Views.MinScale));
        Assert.Equal(new SampleContrast { Temperature = 0.2 }, options.Method);
        Assert.Equal([1, 2.5], options.Scales);
        Assert.True(options.Shuffle);
    }

    [Fact]
    public void What_is_said_later_wins()
    {
        SampleOptions options = Bind(Recipe, "batch=32", "method.temperature=0.1", "share=auto", "color=green", "scales=3,4");
        Assert.Equal((32, (double?)null, SampleColor.Green), (options.Batch, options.Share, options.Color));
        Assert.Equal(new SampleContrast { Temperature = 0.1 }, options.Method);
        Assert.Equal([3, 4], options.Scales);
    }

    [Theory]
    [InlineData("method: regression")]
    [InlineData("method: {name: regression}")]
    [InlineData("method.name: regression")]
    public void A_name_chooses_the_variant(string recipe) => Assert.Equal(new SampleRegression(), Bind(recipe).Method);

    [Fact]
    public void A_short_name_said_later_replaces_a_long_one() =>
        Assert.IsType<SampleRegression>(Bind("method: {name: contrast}", "method=regression").Method);

    [Fact]
    public void Settings_of_a_variant_need_no_name_where_there_is_a_default() =>
        Assert.Equal(new SampleContrast { Temperature = 0.3 }, Bind("method: {temperature: 0.3}").Method);

    [Fact]
    public void Defaults_are_never_written_to()
    {
        SampleOptions defaults = new();
        Setting said = new();
        said.SetPair("views.min_scale=0.9");
        Assert.Equal(0.9, OptionsBinder.Bind(said, defaults).Views.MinScale);
        Assert.Equal(0.08, defaults.Views.MinScale);
    }

    [Fact]
    public void Every_mistake_is_reported_at_once_with_field_value_allowed_nearest_and_place()
    {
        ConfigurationException wrong = Assert.Throws<ConfigurationException>(() => Bind("""
            bath: 3
            depth: 19
            color: dark_rad
            shuffle: maybe
            seed: -1
            temperature: 0.2
            views: small
            method:
              name: contrst
            data:
              inner: 1
            """, "batch=-3", "views.min_scale=0", "share=x"));
        string text = wrong.Message;
        Assert.Equal(12, wrong.Mistakes.Count);
        Assert.Contains("bath: there is no such setting; did you mean 'batch'? (test.yaml, line 1)", text);
        Assert.Contains("depth = 19: must be one of 18, 34 (test.yaml, line 2)", text);
        Assert.Contains("color = dark_rad: must be one of dark_red, green; did you mean 'dark_red'? (test.yaml, line 3)", text);
        Assert.Contains("shuffle = maybe: must be one of true, false (test.yaml, line 4)", text);
        Assert.Contains("seed = -1: must be a whole number, not negative (test.yaml, line 5)", text);
        Assert.Contains("temperature: there is no such setting; did you mean 'method.temperature'? (test.yaml, line 6)", text);
        Assert.Contains("views = small: is a group of settings: min_scale (test.yaml, line 7)", text);
        Assert.Contains("method = contrst: must be one of contrast, regression; did you mean 'contrast'? (test.yaml, line 9)", text);
        Assert.Contains("data.inner: data is a single setting and has none inside", text);
        Assert.Contains("batch = -3: must be a whole number of at least 1 (--set batch)", text);
        Assert.Contains("views.min_scale = 0: must be a number above 0 and of at most 1 (--set views.min_scale)", text);
    }

    [Fact]
    public void A_setting_of_another_variant_names_the_variant() =>
        Assert.Contains("method.temperature: there is no such setting in method (regression)", Refused("method: {name: regression, temperature: 1}"));

    [Fact]
    public void Settings_that_do_not_fit_each_other_are_reported() =>
        Assert.Contains("batch = 2: must be at least depth (18)", Refused("batch: 2"));

    [Fact]
    public void A_list_has_bounds() =>
        Assert.Contains("scales = [1, 2, 3, 4]: must be a list of 1 to 3, each a number", Refused("scales: [1, 2, 3, 4]"));

    [Theory]
    [InlineData("--batch")]
    [InlineData("=3")]
    [InlineData("a..b=3")]
    public void A_pair_must_be_a_pair(string pair) => Assert.Throws<ConfigurationException>(() => new Setting().SetPair(pair));

    [Fact]
    public void Options_made_in_code_are_checked_alike()
    {
        SampleOptions options = new() { Batch = 0, Method = new SampleContrast { Temperature = double.NaN } };
        Assert.Equal(["batch", "method.temperature"], OptionsChecker.Mistakes(options).Select(mistake => mistake.Field));
    }

    [Fact]
    public void What_is_written_reads_back_the_same() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<ulong>(), (text, number, seed) =>
    {
        string clean = new((text ?? "").Where(letter => letter is >= ' ' and < '\u007f').ToArray());
        SampleOptions options = new() { Data = clean, Seed = seed, Out = clean.Length > 4 ? clean : null, Scales = [number.Get, 0.1], Method = new SampleRegression() };
        return Bind(RecipeWriter.Write(options, "written by a test")).SameAs(options);
    }).QuickCheckThrowOnFailure();

    private static string Refused(string recipe) => Assert.Throws<ConfigurationException>(() => Bind(recipe)).Message;

    private static SampleOptions Bind(string recipe, params string[] pairs)
    {
        Setting said = new();
        RecipeReader.Read(recipe, "test.yaml", said);
        foreach (string pair in pairs)
            said.SetPair(pair);
        return OptionsBinder.Bind<SampleOptions>(said);
    }
}
