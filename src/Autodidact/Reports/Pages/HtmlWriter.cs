using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Autodidact.Reports.Pages;

/// <summary>A page while it is written.</summary>
internal sealed class HtmlWriter
{
    // The usual encoder would make six letters of every plus sign, of which Base64 has many.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringBuilder _html = new();

    /// <summary>Markup whose holes are escaped.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The handler that the compiler makes for the call has written into this page.")]
    public void Append([InterpolatedStringHandlerArgument("")] HtmlInterpolation html) => _ = html;

    /// <summary>Markup that code wrote.</summary>
    public void Markup(string markup) => _html.Append(markup);

    /// <summary>Words of anywhere, in text or in a quoted attribute.</summary>
    public void Words(string? words)
    {
        foreach (Rune rune in (words ?? "").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => _html.Append("&amp;"),
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                '"' => _html.Append("&quot;"),
                '\'' => _html.Append("&#39;"),
                // HTML has no word for control characters but these.
                not ('\t' or '\n' or '\r') when Rune.IsControl(rune) => _html.Append('\uFFFD'),
                _ => _html.Append(rune.ToString()),
            };
        }
    }

    /// <summary>Figures for a script: a block that no browser runs, and that no text in it can end.</summary>
    public void Data(JsonNode data)
    {
        _html.Append("<script type=\"application/json\">");
        // In JSON this letter stands within strings alone.
        _html.Append(data.ToJsonString(s_json).Replace("<", "\\u003C", StringComparison.Ordinal));
        _html.Append("</script>\n");
    }

    /// <inheritdoc/>
    public override string ToString() => _html.ToString();
}
