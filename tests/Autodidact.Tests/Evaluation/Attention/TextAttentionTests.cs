using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autodidact.Configuration;
using Autodidact.Data.Text;
using Autodidact.Data.Text.ByteBpe;
using Autodidact.Engine;
using Autodidact.Evaluation.Attention;
using Autodidact.Models;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Reports.Attention;
using Xunit;

namespace Autodidact.Tests.Evaluation.Attention;

public sealed partial class TextAttentionTests
{
    private const string Text = "The  <b>green</b> & \"wet\" frog's\npond.";

    private static readonly string[] s_texts = ["the green frog jumps over wet stones", "one tall heron stands near still ponds", "a red train leaves from busy stations"];

    [Fact]
    public void Rows_sum_to_one_and_are_the_networks_own()
    {
        using Encoder encoder = Make();
        TextAttention attention = TextAttention.Of(encoder, Text, "text", 128);
        int count = attention.Tokens.Count;
        Assert.Equal((2, 2, 0), (attention.Layers, attention.Heads, attention.LeftOut));
        IReadOnlyList<float>[] matrices = [attention.Weights(0, 1), attention.Weights(1, 0), attention.Mean(1), attention.Rollout(0), attention.Rollout(1)];
        Assert.All(matrices, matrix => Assert.All(matrix.Chunk(count), row => Assert.Equal(1, row.Sum(), 4)));

        using TensorScope scope = new();
        using NoGradient guard = new();
        int[] ids = ((TextPreprocessing)encoder.Preprocessing).Cutter.Encode(Text, readSpecial: false).Ids;
        Tensor tokens = Tensor.From(Array.ConvertAll(ids, id => (long)id), 1, count);
        IReadOnlyList<Tensor> maps = ((BertEncoder)encoder.Backbone).Maps(tokens, Tensor.Zeros(tokens.Shape, ScalarType.Int64));
        Assert.Equal(maps[1].Select(1, 0).ToArray<float>(), attention.Weights(1, 0));
        Assert.Equal(AttentionMaps.Rollouts(maps)[1].Mean([1L]).ToArray<float>(), attention.Pooled(attention.Rollout(1)), (one, other) => Math.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void A_network_that_reads_its_first_token_pools_that_row()
    {
        using Encoder encoder = Make(Pooling.Class);
        TextAttention attention = TextAttention.Of(encoder, Text, "text", 128);
        Assert.True(attention.ReadsFirst);
        Assert.Equal(attention.Rollout(1).Take(attention.Tokens.Count), attention.Pooled(attention.Rollout(1)));
    }

    [Fact]
    public void A_text_that_is_too_long_keeps_what_ends_it()
    {
        using Encoder encoder = Make(length: 128);
        TextAttention cut = TextAttention.Of(encoder, string.Join(' ', s_texts), "text", 10), whole = TextAttention.Of(encoder, string.Join(' ', s_texts), "text", 128);
        Assert.Equal((10, 0), (cut.Tokens.Count, whole.LeftOut));
        Assert.Equal(whole.Tokens.Count, cut.Tokens.Count + cut.LeftOut);
        Assert.Equal([.. whole.Tokens.Take(9), whole.Tokens[^1]], cut.Tokens);
        Assert.Equal("[SEP]", cut.Tokens[^1].Name);
        using Encoder small = Make(length: 8);
        Assert.Equal(8, TextAttention.Of(small, string.Join(' ', s_texts), "text", 128).Tokens.Count);
    }

    [Fact]
    public void What_a_head_does_is_measured()
    {
        // Token 0 is a mark; the others look at it and at the one before, or all at all.
        HeadFigures one = HeadFigures.Of(3, 2, [1, 0, 0, 1, 0, 0, 0, 1, 0], [true, false, false]);
        Assert.Equal(new HeadFigures(3, 2, 2 / 3.0, 2 / 3.0, 0), one);
        HeadFigures even = HeadFigures.Of(1, 1, [0.5f, 0.5f, 0.5f, 0.5f], [false, false]);
        Assert.Equal(new HeadFigures(1, 1, 0, 0.5, Math.Log(2)), even);
    }

    [Fact]
    public void The_page_shows_the_text_as_it_stands_and_nothing_of_it_as_markup()
    {
        using Encoder encoder = Make();
        string page = Page(encoder, Text + " \u0000\u001b \ud800 <script>alert(1)</script>", out TextAttention attention);
        XElement tokens = XElement.Parse($"<p>{TokensOf(page)}</p>", LoadOptions.PreserveWhitespace);
        string[] marks = [.. tokens.Elements("span").Where(token => token.Attribute("class")!.Value.Contains("mark", StringComparison.Ordinal)).Select(token => token.Value)];
        Assert.Equal(["[CLS]", "[SEP]"], marks);
        Assert.Equal($"[CLS]{Text} \uFFFD\uFFFD \uFFFD <script>alert(1)</script>[SEP]", tokens.Value);
        Assert.Equal(attention.Tokens.Count, tokens.Elements("span").Count());
        Assert.All(tokens.Elements("span").Skip(1).SkipLast(1).Zip(attention.Tokens.Skip(1)), pair => Assert.Equal(pair.Second.Name, pair.First.Attribute("title")!.Value));
        Assert.Equal(2, Scripts().Count(page));
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        // No script runs but the page's own.
        string script = page[(page.LastIndexOf("<script>", StringComparison.Ordinal) + 8)..page.LastIndexOf("</script>", StringComparison.Ordinal)];
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script)))}'\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_holds_all_weights_in_the_order_of_its_maps()
    {
        using Encoder encoder = Make();
        string page = Page(encoder, Text, out TextAttention attention);
        byte[] packed = Convert.FromBase64String(Weights().Match(page).Groups[1].Value);
        int size = attention.Tokens.Count * attention.Tokens.Count;
        Assert.Equal(2 * 2 * 4 * size, packed.Length);
        string[] names = [.. Names().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.Equal(["Layer 1, head 1", "Layer 1, head 2", "Layer 1, mean of all heads", "Rollout through layer 1", "Layer 2, head 1", "Layer 2, head 2", "Layer 2, mean of all heads", "Rollout through layers 1 to 2"], names);
        Assert.Equal(8, Pictures().Count(page));
        foreach ((int map, IReadOnlyList<float> weights) in new[] { (1, attention.Weights(0, 1)), (4, attention.Weights(1, 0)), (6, attention.Mean(1)), (7, attention.Rollout(1)) })
            Assert.All(Enumerable.Range(0, size), i => Assert.Equal(weights[i], BinaryPrimitives.ReadUInt16LittleEndian(packed.AsSpan(2 * ((map * size) + i))) / 65535.0, 1e-5));
    }

    [Fact]
    public void Bytes_of_one_letter_show_it_once()
    {
        ByteBpeTokenizer tokenizer = ByteBpeTrainer.Train(s_texts, new ByteBpeTrainerOptions { VocabularySize = 300 });
        using Encoder encoder = Make(tokenizer: tokenizer);
        XElement tokens = XElement.Parse($"<p>{TokensOf(Page(encoder, "frog 蛙!", out TextAttention attention))}</p>", LoadOptions.PreserveWhitespace);
        string[] words = [.. tokens.Elements("span").Zip(attention.Tokens).Where(pair => !pair.Second.IsMark).Select(pair => pair.First.Value)];
        Assert.Single(words, word => word.Contains('蛙', StringComparison.Ordinal));
        Assert.Equal(2, words.Count(word => word == "·"));
        Assert.Equal("frog 蛙!", string.Concat(words.Where(word => word != "·")));
    }

    [Fact]
    public void A_text_without_a_token_is_refused()
    {
        using Encoder encoder = Make();
        Assert.Contains("text 7", Assert.Throws<ConfigurationException>(() => TextAttention.Of(encoder, "\u200b \u00ad", "text 7", 128)).Message, StringComparison.Ordinal);
    }

    private static string Page(Encoder encoder, string text, out TextAttention attention)
    {
        attention = TextAttention.Of(encoder, text, "text", 128);
        return AttentionPage.Write("A <title>", "about & more", [("name's", attention)]);
    }

    private static string TokensOf(string page) => Tokens().Match(page).Groups[1].Value;

    private static Encoder Make(Pooling pooling = Pooling.Mean, int length = 64, Tokenizer? tokenizer = null)
    {
        tokenizer ??= new TokenOptions { VocabularySize = 300 }.Make([.. s_texts, "< > / & \" ' . , ( ) b script alert 1 2"]);
        BackboneOptions options = new BertTinyOptions { Width = 16, Depth = 2, Heads = 2, Dropout = 0, Pooling = pooling }.Resolve(tokenizer, length);
        Backbone network = options.Create();
        network.Evaluate();
        return new Encoder(network, options, TextPreprocessing.Of(tokenizer, length));
    }

    [GeneratedRegex("""<p class="tokens" dir="auto">(.*?)</p>""", RegexOptions.Singleline)]
    private static partial Regex Tokens();

    [GeneratedRegex("<script")]
    private static partial Regex Scripts();

    [GeneratedRegex("""class="weights">([^<]*)<""")]
    private static partial Regex Weights();

    [GeneratedRegex("<button type=\"button\" data-name=\"([^\"]*)\"")]
    private static partial Regex Names();

    [GeneratedRegex("src=\"data:image/png;base64,[^\"]+\"")]
    private static partial Regex Pictures();
}
