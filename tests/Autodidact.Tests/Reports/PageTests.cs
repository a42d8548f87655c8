using System.Runtime.InteropServices;
using System.Text.Json;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Evaluation.Charts;
using Autodidact.Reports.Pages;
using Autodidact.Tests.Data.Loading;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Reports;

/// <summary>Pages hold what they were given, as words and never as markup, and need no other file.</summary>
public sealed class PageTests
{
    private const string Hostile = "</script><script>alert(1)</script><!--\"'&\u0000\u202e<img src=x onerror=alert(2)>";

    [Fact]
    public void Every_element_shows_words_as_words()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["texts.txt"], $"plain words\n{Hostile.Replace('\0', ' ')}\n");
        TextSource texts = TextSources.Open(folder["texts.txt"]);
        Thumbnails thumbnails = new(texts);
        HtmlPage page = new HtmlPage(Hostile) { About = Hostile }
            .Add(new Heading(Hostile))
            .Add(new Heading(Hostile, Heading.Part))
            .Add(new Heading(Hostile))
            .Add(new Heading("<b>third</b>"))
            .Add(new Paragraph(Hostile))
            .Add(new Callout(Hostile, Hostile))
            .Add(new Facts([(Hostile, Hostile), ("nothing", null)]))
            .Add(new Table([Hostile, "figure"], [[Hostile, "1"], ["", "−2"]]) { Caption = Hostile })
            .Add(new Listing(Hostile) { Folded = Hostile })
            .Add(new Figure(new Image(2, 1, 3, new byte[6]), Hostile))
            .Add(new Chart(DotPlot.Draw(Hostile, Hostile, [new DotRow(Hostile, 1, 0, 2)], [(Hostile, 1)])))
            .Add(new Gallery([new GalleryRow([new GalleryItem(thumbnails.Of(1)) { Caption = Hostile, Score = 0.5, IsRight = false }, new GalleryItem(Thumbnail.Missing(Hostile, Hostile))]) { Title = Hostile, Note = Hostile }]) { Caption = Hostile })
            .Add(new LinePlot(Hostile, [new LineSeries(Hostile, [(0, 1), (1, double.NaN)])]) { Across = Hostile })
            .Add(new ScatterMap(texts, [new ScatterLayout(Hostile, [0, 0, 1, 1]) { Note = Hostile }]) { Caption = Hostile, Colourings = [ScatterColouring.ByGroup(Hostile, [Hostile], [0, null]), ScatterColouring.ByValue(Hostile, [1, float.NaN])] });
        string html = page.ToHtml();
        PageChecks.IsSelfContained(html);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>third", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', html);
        JsonElement[] data = PageChecks.Data(html);
        Assert.Equal(2, data.Length);
        Assert.Equal(Hostile, data[0].GetProperty("names")[0].GetString());
        Assert.Equal(JsonValueKind.Null, data[0].GetProperty("values")[0][1].ValueKind);
        Assert.Contains("<script>alert(1)", data[1].GetProperty("texts")[1].GetString(), StringComparison.Ordinal);
        Assert.Equal(html, page.ToHtml());
    }

    [Fact]
    public void Sections_are_listed_and_have_addresses_of_their_own()
    {
        string html = new HtmlPage("Page").Add(new Paragraph("first")).Add(new Heading("One & two")).Add(new Heading("One, two")).Add(new Heading("λ")).ToHtml();
        Assert.Equal(["#one-two", "#one-two-2", "#part"], html.Split("<a href=\"").Skip(1).Select(link => link[..link.IndexOf('"', StringComparison.Ordinal)]));
        Assert.Equal(4, html.Split("<section").Length - 1);
        Assert.Equal(4, html.Split("</section>").Length - 1);
        Assert.DoesNotContain("<nav", new HtmlPage("Page").Add(new Heading("One")).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_pages_that_need_them_hold_the_charts_and_the_map()
    {
        string plain = new HtmlPage("Page").Add(new Paragraph("words")).ToHtml(), curves = new HtmlPage("Page").Add(new LinePlot("loss", [new("loss", [(1, 2)])])).ToHtml();
        Assert.DoesNotContain("uPlot", plain, StringComparison.Ordinal);
        Assert.InRange(plain.Length, 1, 16_000);
        Assert.Contains("Copyright (c) 2022 Leon Sorokin", curves, StringComparison.Ordinal);
        PageChecks.IsSelfContained(plain);
        PageChecks.IsSelfContained(curves);
    }

    [Fact]
    public void Curves_keep_their_peaks_when_they_are_thinned()
    {
        (double, double)[] points = [.. Enumerable.Range(0, 100_000).Select(i => ((double)i, i == 43_210 ? 99.0 : i == 77_001 ? -99.0 : Math.Sin(i)))];
        JsonElement data = PageChecks.Data(new HtmlPage("Page").Add(new LinePlot("sine", [new("sine", points)])).ToHtml()).Single();
        double[] values = [.. data.GetProperty("values")[0].EnumerateArray().Select(value => value.GetDouble())], places = [.. data.GetProperty("at").EnumerateArray().Select(value => value.GetDouble())];
        Assert.InRange(values.Length, 1_000, 1_500);
        Assert.Equal(43_210, places[Array.IndexOf(values, 99)]);
        Assert.Equal(77_001, places[Array.IndexOf(values, -99)]);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Curves_that_were_measured_at_other_steps_share_an_axis()
    {
        JsonElement data = PageChecks.Data(new HtmlPage("Page").Add(new LinePlot("both", [new("a", [(1, 10), (3, 30)]), new("b", [(2, 0.1234567891)])])).ToHtml()).Single();
        Assert.Equal("[1,2,3]", data.GetProperty("at").GetRawText());
        Assert.Equal("[[10,null,30],[null,0.123457,null]]", data.GetProperty("values").GetRawText());
    }

    [Fact]
    public void A_map_holds_each_point_once_and_a_picture_of_each()
    {
        FakeImages pictures = new(300) { IsBroken = index => index == 7, LabelOf = index => index == 3 ? null : 900_000 + (index % 2) };
        float[] places = [.. Enumerable.Range(0, 600).Select(i => (float)i)];
        ScatterMap map = new(pictures, [new ScatterLayout("line", places)]);
        string html = new HtmlPage("Map").Add(map).ToHtml();
        PageChecks.IsSelfContained(html);
        JsonElement data = PageChecks.Data(html).Single();
        Assert.Equal(300, data.GetProperty("ids").GetArrayLength());
        Assert.Equal(2, data.GetProperty("pictures").GetProperty("sheets").GetArrayLength());
        Assert.Equal(64, data.GetProperty("pictures").GetProperty("tile").GetInt32());
        Image sheet = ImageFiles.Decode(data.GetProperty("pictures").GetProperty("sheets")[1].GetBytesFromBase64(), "sheet");
        Assert.Equal((1024, 1024), (sheet.Width, sheet.Height));
        Assert.Equal(2400, data.GetProperty("layouts")[0].GetProperty("places").GetBytesFromBase64().Length);
        Assert.Equal(html, new HtmlPage("Map").Add(new ScatterMap(pictures, [new ScatterLayout("line", places)])).ToHtml());
    }

    [Fact]
    public void A_map_takes_the_threads_it_is_given_and_fails_with_what_failed()
    {
        (int at, int most) = (0, 0);
        FakeImages pictures = new(1100)
        {
            IsBroken = index =>
            {
                if (index == 1099) throw new IOException("the disk is gone");
                most = Math.Max(most, Interlocked.Increment(ref at));
                Thread.Yield();
                Interlocked.Decrement(ref at);
                return true;
            },
        };
        int before = TorchRuntime.Threads;
        TorchRuntime.Threads = 1;
        try
        {
            Assert.Equal("the disk is gone", Assert.Throws<IOException>(() => new ScatterMap(pictures, [new ScatterLayout("line", new float[2200])])).Message);
        }
        finally
        {
            TorchRuntime.Threads = before;
        }
        Assert.Equal(1, most);
    }

    [Fact]
    public void A_map_names_only_classes_that_are_there()
    {
        FakeImages pictures = new(4) { ClassNames = ["cat", "dog", "frog"], LabelOf = index => index == 3 ? null : index % 2 * 2 };
        JsonElement colouring = PageChecks.Data(new HtmlPage("Map").Add(new ScatterMap(pictures, [new ScatterLayout("line", new float[8])])).ToHtml()).Single().GetProperty("colourings")[0];
        Assert.Equal("""["cat","frog"]""", colouring.GetProperty("groups").GetRawText());
        Assert.Equal([0, 1, 0, -1], MemoryMarshal.Cast<byte, int>(colouring.GetProperty("of").GetBytesFromBase64()).ToArray());
    }

    [Fact]
    public void A_map_refuses_points_that_are_not_there()
    {
        FakeImages pictures = new(3);
        Assert.Contains("2 points for 3", Assert.Throws<ArgumentException>(() => new ScatterMap(pictures, [new ScatterLayout("short", new float[4])])).Message, StringComparison.Ordinal);
        Assert.Contains("nowhere", Assert.Throws<ArgumentException>(() => new ScatterMap(pictures, [new ScatterLayout("lost", [0, 0, 0, float.NaN, 0, 0])])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScatterColouring.ByGroup("class", ["one"], [1]));
        ScatterMap map = new(pictures, [new ScatterLayout("line", new float[6])]) { Colourings = [ScatterColouring.ByValue("score", [1, 2])] };
        Assert.Throws<InvalidOperationException>(() => new HtmlPage("Map").Add(map).ToHtml());
    }

    [Fact]
    public void Thumbnails_are_small_and_say_what_is_broken()
    {
        FakeImages pictures = new(2, 300, 100) { IsBroken = index => index == 1 };
        Thumbnail small = new Thumbnails(pictures, 60).Of(0), broken = new Thumbnails(pictures).Of(1);
        Assert.Equal((60, 20), (small.Width, small.Height));
        Image decoded = ImageFiles.Decode(small.Picture!.Value.Span, "thumbnail");
        Assert.Equal((60, 20), (decoded.Width, decoded.Height));
        Assert.Equal(("fake-1.png", "it is empty"), (broken.Id, broken.Problem));
        Assert.Equal((12, 10), (new Thumbnails(new FakeImages(1)).Of(0).Width, new Thumbnails(new FakeImages(1)).Of(0).Height));
        Assert.Equal("one two…", Thumbnail.Of("one \n two three four", "text", 7).Text);
        Assert.Equal("a…", Thumbnail.Of("a\U0001F438\U0001F438", "text", 2).Text);
        Assert.Equal("short", Thumbnail.Of(" short ", "text", 7).Text);
    }

    [Fact]
    public void It_is_written_whole()
    {
        using TemporaryFolder folder = new();
        new HtmlPage("Page").Add(new Paragraph("words")).Write(folder["deep/page.html"]);
        Assert.EndsWith("</html>\n", File.ReadAllText(folder["deep/page.html"]), StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(folder["deep"]));
    }
}
