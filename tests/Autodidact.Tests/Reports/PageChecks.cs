using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Autodidact.Tests.Reports;

/// <summary>What holds of every page.</summary>
internal static partial class PageChecks
{
    /// <summary>That a page is one file without any other: it names no address that a browser would fetch, and its policy lets it run its own scripts alone.</summary>
    public static void IsSelfContained(string html)
    {
        Assert.DoesNotMatch(Address(), html);
        string policy = Policy().Match(html).Groups[1].Value;
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'unsafe", policy, StringComparison.Ordinal);
        string[] scripts = [.. Scripts().Matches(html).Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(scripts);
        Assert.Equal(scripts.Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"), Hashes().Matches(policy).Select(match => match.Value));
        Assert.All(Loads().Matches(html), load => Assert.StartsWith("data:image/", load.Groups[1].Value, StringComparison.Ordinal));
    }

    /// <summary>The page's blocks of figures, in order.</summary>
    public static JsonElement[] Data(string html) => [.. DataBlocks().Matches(html).Select(match => JsonDocument.Parse(match.Groups[1].Value).RootElement)];

    [GeneratedRegex("""(?:https?:)?//[a-z0-9-]+\.[a-z]{2,}|\burl\(|@import""", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex("""http-equiv="Content-Security-Policy" content="([^"]+)">""")]
    private static partial Regex Policy();

    [GeneratedRegex("'sha256-[^']+'")]
    private static partial Regex Hashes();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("""<script type="application/json">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataBlocks();

    [GeneratedRegex("""<[a-z]+ [^<>]*\b(?:src|srcset|data|poster)="([^"]*)""")]
    private static partial Regex Loads();
}
