using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Autodidact.Data;
using Autodidact.Evaluation.Attention;
using Autodidact.Evaluation.Charts;
using Autodidact.Reports.Pages;

namespace Autodidact.Reports.Attention;

/// <summary>
/// A page of where a transformer looks in texts: one HTML file without any other, which asks nothing of a network and says so to the browser (its content security policy).
/// Without its script it shows the rollout and every head; with it, what any token takes of any other.
/// </summary>
public static class AttentionPage
{
    // A text that was cut goes on for so many letters, so that one sees where.
    private const int RestShown = 400;

    // As many as an eye tells apart in a small map; fewer colours make a smaller file.
    private const int Shades = 31;

    /// <summary>Writes the page.</summary>
    /// <param name="title">What was looked at; plain text.</param>
    /// <param name="about">What it is; plain text.</param>
    /// <param name="texts">Each with what to call it.</param>
    public static string Write(string title, string about, IReadOnlyList<(string Name, TextAttention Attention)> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        // The script has no words of texts in it, and its hash lets no other run.
        string script = $"\n{Resource("js")}", hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        HtmlWriter page = new();
        page.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{new Html(hash)}'">
            <title>{title}</title>
            <style>
            {new Html(Resource("css"))}</style>
            </head>
            <body>
            <header>
            <h1>{title}</h1>
            <p>{about}</p>
            <p>The stronger a token's ground, the more is taken of it; the strongest is that of which most is taken. Attention says where information may have come from, not what it did.</p>
            <noscript><p>Without scripts, the page shows what the text's features hold of each token, and all heads.</p></noscript>
            </header>

            """);
        foreach ((string name, TextAttention attention) in texts) Append(page, name, attention);
        page.Markup($"<script>{script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Append(HtmlWriter page, string name, TextAttention text)
    {
        page.Append($"""
            <section{Html.If(text.ReadsFirst, " data-first")}>
            <h2>{name}</h2>
            <div class="controls" hidden>
            <label>Shade what the chosen token <select class="direction"><option value="from">takes of others</option><option value="to">gives to others</option></select></label>
            <label><input type="checkbox" class="marks" checked> special tokens count</label>
            <span class="help">Point at a token, or click it to keep it; arrow keys move on. Click a map to choose it.</span>
            </div>
            <p class="shown"><b class="what">{RolloutName(text.Layers - 1)}</b></p>
            <p class="tokens" dir="auto">
            """);
        AppendTokens(page, text);
        page.Markup("</p>\n<p class=\"strongest\">Shaded is what the text's features hold of each token.</p>\n");
        if (text.LeftOut > 0) page.Append($"<p class=\"note\">{text.LeftOut:N0} more tokens of the text were left out.</p>\n");
        AppendMaps(page, text);
        page.Markup($"<script type=\"text/plain\" class=\"weights\">{Convert.ToBase64String(Packed(text))}</script>\n</section>\n");
    }

    // Tokens as they stand in the text, with what lies between them.
    private static void AppendTokens(HtmlWriter page, TextAttention text)
    {
        float[] shown = text.Pooled(text.Rollout(text.Layers - 1));
        float highest = shown.Max();
        int at = 0;
        for (int i = 0; i < shown.Length; i++)
        {
            AttentionToken token = text.Tokens[i];
            string shade = (shown[i] / highest).ToString("0.###", CultureInfo.InvariantCulture);
            string kind = token.IsMark ? "token mark" : token.IsUnknown ? "token unknown" : "token", words = token.Name;
            bool isShared = false;
            if (!token.IsMark)
            {
                if (token.Range.Start > at) page.Words(text.Text[at..token.Range.Start]);
                // Bytes of one letter share its range: the first of them shows it.
                isShared = token.Range.End <= at;
                words = isShared ? "·" : text.Text[Math.Max(at, token.Range.Start)..token.Range.End];
                at = Math.Max(at, token.Range.End);
            }
            bool isNamed = token.IsMark || isShared || string.IsNullOrWhiteSpace(words);
            page.Append($"<span class=\"{kind}\" style=\"--w:{shade}\" title=\"{token.Name}\"{Html.If(isNamed, " data-name=\"")}{(isNamed ? token.Name : "")}{Html.If(isNamed, "\"")}>{words}</span>");
        }
        string rest = text.Text[at..];
        if (text.LeftOut > 0) page.Append($"<span class=\"rest\">{(rest.Length > RestShown ? $"{rest[..RestShown]}…" : rest)}</span>");
    }

    private static void AppendMaps(HtmlWriter page, TextAttention text)
    {
        page.Append($"<div class=\"overview{Html.If(text.Tokens.Count <= 64, " sharp")}\"><table>\n<tr><th></th>");
        for (int head = 1; head <= text.Heads; head++) page.Append($"<th scope=\"col\">head {head}</th>");
        page.Markup("<th scope=\"col\" class=\"apart\">mean</th><th scope=\"col\">rollout</th></tr>\n");
        IReadOnlyList<HeadFigures> figures = text.Figures();
        for (int layer = 0; layer < text.Layers; layer++)
        {
            page.Append($"<tr><th scope=\"row\">layer {layer + 1}</th>");
            for (int head = 0; head < text.Heads; head++)
            {
                HeadFigures what = figures[(layer * text.Heads) + head];
                AppendMap(page, text.Weights(layer, head), $"Layer {layer + 1}, head {head + 1}", string.Create(CultureInfo.InvariantCulture, $"{100 * what.Marks:0} % goes to special tokens; {what.Distance:0.0} tokens away on average; entropy {what.Entropy:0.00} nats"));
            }
            AppendMap(page, text.Mean(layer), $"Layer {layer + 1}, mean of all heads", "", "apart");
            AppendMap(page, text.Rollout(layer), RolloutName(layer), "what each token holds of each, through the layers and around them", flow: true);
            page.Markup("</tr>\n");
        }
        page.Markup("</table></div>\n<p class=\"note\">Rows of a map are tokens that attend, columns those they attend to; each map goes from dark to light, its own highest weight, by the square root, so two cannot be compared by brightness.</p>\n");
    }

    private static void AppendMap(HtmlWriter page, IReadOnlyList<float> weights, string name, string figures, string place = "", bool flow = false)
    {
        int count = (int)Math.Sqrt(weights.Count);
        float highest = weights.Max();
        byte[] pixels = new byte[3 * weights.Count];
        for (int i = 0; i < weights.Count; i++)
        {
            (double r, double g, double b) = ColourRamp.At(Math.Round(Shades * Math.Sqrt(weights[i] / highest)) / Shades);
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = ((byte)r, (byte)g, (byte)b);
        }
        string picture = Convert.ToBase64String(ImageFiles.EncodePng(new Image(count, count, 3, pixels))), title = figures.Length > 0 ? $"{name}: {figures}" : name;
        page.Append($"<td{new Html(place.Length > 0 ? $" class=\"{place}\"" : "")}><button type=\"button\" data-name=\"{name}\"{Html.If(flow, " data-flow=\"1\"")} title=\"{title}\"><img decoding=\"async\" alt=\"{title}\" src=\"data:image/png;base64,{new Html(picture)}\"></button></td>");
    }

    private static string RolloutName(int layer) => layer == 0 ? "Rollout through layer 1" : $"Rollout through layers 1 to {layer + 1}";

    // Sixteen bits a weight, 65,535 for 1, in the order of the maps on the page.
    private static byte[] Packed(TextAttention text)
    {
        int count = text.Tokens.Count;
        byte[] packed = new byte[2 * text.Layers * (text.Heads + 2) * count * count];
        int at = 0;
        for (int layer = 0; layer < text.Layers; layer++)
        {
            foreach (IReadOnlyList<float> weights in (IReadOnlyList<float>[])[.. Enumerable.Range(0, text.Heads).Select(head => text.Weights(layer, head)), text.Mean(layer), text.Rollout(layer)])
            {
                foreach (float weight in weights)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(packed.AsSpan(at), (ushort)Math.Round(65535 * Math.Clamp(weight, 0, 1)));
                    at += 2;
                }
            }
        }
        return packed;
    }

    private static string Resource(string extension)
    {
        using StreamReader reader = new(typeof(AttentionPage).Assembly.GetManifestResourceStream($"AttentionPage.{extension}")!);
        return reader.ReadToEnd();
    }
}
