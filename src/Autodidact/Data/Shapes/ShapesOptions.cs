using System.Globalization;

namespace Autodidact.Data.Shapes;

/// <summary>What to generate. In a specification: <c>shapes:count=5000,test=1000,size=32,seed=1,cue=paired</c>, each optional.</summary>
public sealed record ShapesOptions
{
    private static readonly string[] s_names = ["count", "test", "size", "seed", "cue"];

    /// <summary>Pictures in the train part, at least 1. Default 5,000.</summary>
    public int Count { get; init; } = 5000;

    /// <summary>Pictures in the test part, at least 1. Default 1,000.</summary>
    public int Test { get; init; } = 1000;

    /// <summary>Side of a picture in pixels, 8 to 1,024. Default 32.</summary>
    public int Size { get; init; } = 32;

    /// <summary>Which pictures; equal seeds give equal bytes. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How texture goes with shape. Default: not at all.</summary>
    public ShapeCue Cue { get; init; }

    /// <summary>Reads <c>count=5000,size=32</c>; reports every mistake at once.</summary>
    /// <exception cref="DataException">Unknown names, values out of range.</exception>
    public static ShapesOptions Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ShapesOptions options = new();
        List<string> mistakes = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            string value = pair.Length == 2 ? pair[1] : "";
            options = pair[0].ToLowerInvariant() switch
            {
                "count" => options with { Count = Whole("count", value, 1, int.MaxValue, mistakes) },
                "test" => options with { Test = Whole("test", value, 1, int.MaxValue, mistakes) },
                "size" => options with { Size = Whole("size", value, 8, 1024, mistakes) },
                "cue" => options with { Cue = Cued(value, mistakes) },
                "seed" => options with { Seed = Seeded(value, mistakes) },
                _ => Unknown(options, pair[0], mistakes),
            };
        }
        return mistakes.Count == 0 ? options : throw new DataException($"shapes:{text}: {string.Join(" ", mistakes)}");
    }

    private static int Whole(string name, string value, int low, int high, List<string> mistakes)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= low && number <= high) return number;
        mistakes.Add($"{name} is '{value}'; allowed: {low:N0} to {high:N0}.");
        return low;
    }

    private static ulong Seeded(string value, List<string> mistakes)
    {
        if (ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)) return number;
        mistakes.Add($"seed is '{value}'; allowed: 0 to {ulong.MaxValue:N0}.");
        return 0;
    }

    private static ShapeCue Cued(string value, List<string> mistakes)
    {
        string[] words = [.. Enum.GetNames<ShapeCue>().Select(name => name.ToLowerInvariant())];
        int found = Array.IndexOf(words, value.ToLowerInvariant());
        if (found >= 0) return Enum.GetValues<ShapeCue>()[found];
        mistakes.Add($"cue is '{value}'; allowed: {string.Join(", ", words)}.{Suggestion.Hint(value, words)}");
        return ShapeCue.None;
    }

    private static ShapesOptions Unknown(ShapesOptions options, string name, List<string> mistakes)
    {
        mistakes.Add($"Unknown option '{name}'; allowed: {string.Join(", ", s_names)}.{Suggestion.Hint(name, s_names)}");
        return options;
    }
}
