using Autodidact.Cli;
using Autodidact.Cli.Rendering;
using Autodidact.Evaluation;
using Autodidact.Reports.Pages;
using Xunit;

namespace Autodidact.Tests.Reports;

/// <summary>Every figure of a card can be read, on a terminal and on a page, whatever it is called and whosever features it is of.</summary>
public sealed class CardColumnsTests
{
    [Fact]
    public void Names_that_people_gave_are_words_and_the_encoder_beside_has_a_column()
    {
        StringWriter output = new();
        new EvaluationDisplay(new Shell(output, TextWriter.Null)).Print(Card);
        string text = output.ToString();
        Assert.Contains("data/birds[2024]", text, StringComparison.Ordinal);
        Assert.Contains(FeatureOrigin.Beside, text, StringComparison.Ordinal);
        Assert.Contains("0.375", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_shows_the_encoder_beside_and_leaves_out_origins_it_does_not_know()
    {
        string html = new HtmlPage("Page").Add(new CardTable(Card)).ToHtml();
        Assert.Contains("encoder beside it", html, StringComparison.Ordinal);
        Assert.Contains("0.375", html, StringComparison.Ordinal);
        Assert.DoesNotContain("of a later version", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_less_than_nought_is_drawn_where_it_is()
    {
        // Nought to one would lie on the left edge, and minus one to one does so in the middle.
        EvaluationCard card = Card with { Results = [new("robustness", FeatureOrigin.Encoder, "drop", 0, -1, 1, 10, Nothing)] };
        Assert.Contains("<circle class=\"mark\" cx=\"130\"", new HtmlPage("Page").Add(new CardTable(card)).ToHtml(), StringComparison.Ordinal);
    }

    private static EvaluationCard Card => new()
    {
        Data = "data", Classes = 2, Train = 10, Test = 10, Seed = 0,
        Results =
        [
            new("transfer", FeatureOrigin.Encoder, "data/birds[2024]", 0.5, 0.4, 0.6, 10, Nothing),
            new("geometry", FeatureOrigin.Beside, "uniformity", 0.375, 0.25, 0.5, 10, Nothing, IsShare: false),
            new("geometry", "someone-else", "of a later version", 1, 1, 1, 10, Nothing),
        ],
    };

    private static Dictionary<string, double> Nothing => [];
}
