namespace Autodidact.Reports.Pages;

/// <summary>Markup that is written as it is, since code wrote it and no file did.</summary>
/// <param name="Markup">Whole elements, or attributes with a space in front.</param>
internal readonly record struct Html(string Markup)
{
    /// <summary>An attribute without a value when <paramref name="isThere"/>, else nothing.</summary>
    public static Html If(bool isThere, string markup) => new(isThere ? markup : "");
}
