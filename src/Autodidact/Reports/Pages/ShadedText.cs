using Autodidact.Evaluation.Attention;

namespace Autodidact.Reports.Pages;

/// <summary>A text whose tokens stand on a ground as strong as what the text's feature vector holds of each, through all layers (the attention rollout).</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Attention">What was seen.</param>
public sealed record ShadedText(string Name, TextAttention Attention) : PageElement
{
    internal override void Write(HtmlWriter html)
    {
        float[] shares = Attention.Pooled(Attention.Rollout(Attention.Layers - 1));
        // Marks around a text take most of all and say least.
        float highest = shares.Where((_, place) => !Attention.Tokens[place].IsMark).DefaultIfEmpty(1).Max();
        html.Append($"<figure class=\"shaded\"><p dir=\"auto\">");
        int at = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            AttentionToken token = Attention.Tokens[i];
            if (token.IsMark || token.Range.End <= at) continue;
            int start = Math.Max(at, token.Range.Start);
            html.Append($"{Attention.Text[at..start]}<span style=\"--w:{Math.Round(90 * Math.Min(1, shares[i] / highest))}%\" title=\"{token.Name}: {100 * shares[i]:0.0} %\">{Attention.Text[start..token.Range.End]}</span>");
            at = token.Range.End;
        }
        html.Append($"</p><figcaption>{Name}{(Attention.LeftOut > 0 ? $"; its last {Attention.LeftOut:N0} tokens were not looked at" : "")}</figcaption></figure>\n");
    }
}
