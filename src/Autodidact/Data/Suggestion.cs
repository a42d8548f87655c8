using Autodidact.Configuration;

namespace Autodidact.Data;

/// <summary>The end of a message about a name that is not known.</summary>
internal static class Suggestion
{
    /// <summary>" Did you mean 'x'?", or nothing when no candidate is near.</summary>
    public static string Hint(string word, IEnumerable<string> candidates) =>
        Spelling.Nearest(word, candidates) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
