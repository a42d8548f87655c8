namespace Autodidact.Data;

/// <summary>Labels of one source in the numbers of other classes, found by their names: files number the classes that they hold, each for itself.</summary>
/// <param name="own">Names that the source's labels count in; null for none.</param>
/// <param name="classes">Names to count in.</param>
internal sealed class ClassNumbers(IReadOnlyList<string>? own, IReadOnlyList<string> classes)
{
    private readonly int?[] _numbers = NumbersOf(own ?? [], classes);

    /// <summary>Names to count in.</summary>
    public IReadOnlyList<string> Classes => classes;

    /// <summary>The number of a label; null where it has none, or a name that is not among the classes.</summary>
    public int? Of(int? label) => label is int number ? _numbers[number] : null;

    /// <summary>Names without repetition: numbers by their values where all are, else by their characters.</summary>
    public static string[] InOrder(IEnumerable<string> names)
    {
        string[] all = [.. names.Distinct(StringComparer.Ordinal)];
        return all.All(name => ValueOf(name) is not null)
            ? [.. all.OrderBy(name => ValueOf(name)).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. all.Order(StringComparer.Ordinal)];
    }

    /// <summary>The first names, for a message.</summary>
    public static string Some(IEnumerable<string> names)
    {
        const int most = 10;
        string[] first = [.. names.Take(most + 1)];
        return string.Join(", ", first.Take(most)) + (first.Length > most ? ", ..." : "");
    }

    private static double? ValueOf(string name) =>
        double.TryParse(name, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double value) ? value : null;

    private static int?[] NumbersOf(IReadOnlyList<string> own, IReadOnlyList<string> classes)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        for (int i = 0; i < classes.Count; i++) places.TryAdd(classes[i], i);
        return [.. own.Select(name => places.TryGetValue(name, out int place) ? place : (int?)null)];
    }
}
