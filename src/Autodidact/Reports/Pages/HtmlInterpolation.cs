using System.Globalization;
using System.Runtime.CompilerServices;

namespace Autodidact.Reports.Pages;

/// <summary>An interpolated string of HTML: what stands in the code is markup, what stands in its holes is words and is escaped. To forget it cannot be written.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlInterpolation
{
    private readonly HtmlWriter _writer;

    /// <summary>Called by the compiler.</summary>
    public HtmlInterpolation(int literalLength, int formattedCount, HtmlWriter writer) => _writer = writer;

    /// <summary>Markup of the code.</summary>
    public void AppendLiteral(string markup) => _writer.Markup(markup);

    /// <summary>Words.</summary>
    public void AppendFormatted(string? words) => _writer.Words(words);

    /// <summary>Markup that other code made.</summary>
    public void AppendFormatted(Html html) => _writer.Markup(html.Markup);

    /// <summary>A number, as all cultures read it.</summary>
    public void AppendFormatted<T>(T value, string? format = null) where T : IFormattable => _writer.Words(value.ToString(format, CultureInfo.InvariantCulture));
}
