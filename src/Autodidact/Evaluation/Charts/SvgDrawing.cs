using System.Globalization;
using System.Text;

namespace Autodidact.Evaluation.Charts;

/// <summary>
/// A picture of lines, marks and words as SVG: one file without any other, readable on light and dark pages. Colours are named by
/// what they are for; the viewer's preference chooses among their light and dark forms.
/// </summary>
public sealed class SvgDrawing(double width, double height)
{
    /// <summary>Words and axes: for the eye first, second, and for lines behind everything.</summary>
    public const string Ink = "ink", Faint = "faint", Grid = "grid";

    /// <summary>Marks: of what is shown, and of what it is compared with.</summary>
    public const string Mark = "mark", Other = "other";

    /// <summary>Size of words, and how wide a letter is about.</summary>
    public const double FontSize = 13, LetterWidth = 7.4;

    private const string Style = """
        <style>
        text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:13px}
        .paper{fill:#ffffff}.ink{fill:#1f2328;stroke:#1f2328}.faint{fill:#656d76;stroke:#656d76}.grid{fill:#d8dee4;stroke:#d8dee4}.mark{fill:#0969da;stroke:#0969da}.other{fill:#bc4c00;stroke:#bc4c00}
        text{stroke:none!important}
        @media (prefers-color-scheme:dark){.paper{fill:#0d1117}.ink{fill:#e6edf3;stroke:#e6edf3}.faint{fill:#8d96a0;stroke:#8d96a0}.grid{fill:#30363d;stroke:#30363d}.mark{fill:#4493f8;stroke:#4493f8}.other{fill:#f0883e;stroke:#f0883e}}
        </style>

        """;

    private readonly StringBuilder _shapes = new();

    /// <summary>Pixels across.</summary>
    public double Width => width;

    /// <summary>Pixels down.</summary>
    public double Height => height;

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string colour, double thickness = 1, bool dashed = false) =>
        Add($"""<line x1="{x1:0.##}" y1="{y1:0.##}" x2="{x2:0.##}" y2="{y2:0.##}" class="{colour}" stroke-width="{thickness:0.##}"{(dashed ? " stroke-dasharray=\"5 4\"" : "")}/>""");

    /// <summary>A dot.</summary>
    /// <param name="fill">A colour of its own in place of the named one.</param>
    public void Dot(double x, double y, double radius, string colour, string? fill = null) =>
        Add($"""<circle cx="{x:0.##}" cy="{y:0.##}" r="{radius:0.##}" {(fill is null ? $"class=\"{colour}\"" : $"fill=\"{fill}\"")}/>""");

    /// <summary>A filled rectangle of a colour of its own, the same on light and dark pages.</summary>
    public void Tile(double x, double y, double w, double h, string fill) => Add($"""<rect x="{x:0.##}" y="{y:0.##}" width="{w:0.##}" height="{h:0.##}" rx="2" fill="{fill}"/>""");

    /// <summary>Words, their baseline at <paramref name="y"/>.</summary>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>: what of them lies at <paramref name="x"/>.</param>
    /// <param name="fill">A colour of its own in place of the named one.</param>
    public void Text(double x, double y, string words, string colour = Ink, string anchor = "start", bool bold = false, string? fill = null) =>
        Add($"""<text x="{x:0.##}" y="{y:0.##}" {(fill is null ? $"class=\"{colour}\"" : $"fill=\"{fill}\"")} text-anchor="{anchor}"{(bold ? " font-weight=\"600\"" : "")}>{Escaped(words)}</text>""");

    /// <summary>The same words in at most so many letters: what is left out in the middle is a dot sign.</summary>
    public static string Fitted(string words, int letters)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Length <= letters) return words;
        int front = (letters - 1) / 2;
        return $"{words[..front]}…{words[^(letters - 1 - front)..]}";
    }

    /// <summary>A drawing as part of a page whose style has the colours, in place of a file of its own: without its style, and without the address that names SVG.</summary>
    internal static string WithinPage(string drawing)
    {
        ArgumentNullException.ThrowIfNull(drawing);
        return drawing.Replace(Style, "", StringComparison.Ordinal).Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal);
    }

    /// <summary>The whole picture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width:0.##}" height="{height:0.##}" viewBox="0 0 {width:0.##} {height:0.##}" role="img">
        {Style}<rect width="100%" height="100%" class="paper"/>
        {_shapes}</svg>

        """);

    private void Add(FormattableString shape) => _shapes.Append(shape.ToString(CultureInfo.InvariantCulture)).Append('\n');

    // Names come from files; XML has no word for most control characters at all.
    private static string Escaped(string words) => new StringBuilder(new string([.. words.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter > '\uFFFD' ? ' ' : letter)]))
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").ToString();
}
