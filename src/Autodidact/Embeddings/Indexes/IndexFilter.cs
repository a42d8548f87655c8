using Autodidact.Configuration;

namespace Autodidact.Embeddings.Indexes;

/// <summary>Which samples a search may find, by what is known of them.</summary>
public sealed class IndexFilter
{
    private readonly List<(string Name, bool IsOneOf, string[] Values)> _conditions = [];

    private IndexFilter(IEnumerable<string> conditions) => Conditions = [.. conditions];

    /// <summary>The conditions as they were said.</summary>
    public IReadOnlyList<string> Conditions { get; }

    /// <summary>Reads conditions, all of which have to hold: <c>class=cat</c>, <c>class=cat,dog</c> (one of them), <c>class!=cat</c> (which holds of samples without a class as well).</summary>
    /// <exception cref="ConfigurationException">One is of another form.</exception>
    public static IndexFilter Parse(IEnumerable<string> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        IndexFilter filter = new(conditions);
        foreach (string condition in filter.Conditions)
        {
            int equals = condition.IndexOf('=', StringComparison.Ordinal);
            bool isOneOf = equals < 1 || condition[equals - 1] != '!';
            string name = equals < 1 ? "" : condition[..(isOneOf ? equals : equals - 1)].Trim();
            if (name.Length == 0) throw Wrong(condition, "is not of the form name=value, name=value,value or name!=value");
            filter._conditions.Add((name, isOneOf, [.. condition[(equals + 1)..].Split(',').Select(value => value.Trim())]));
        }
        return filter;
    }

    /// <summary>A bit for each row, the lowest first in each byte: whether it may be found; and how many may.</summary>
    /// <exception cref="ConfigurationException">A name or a value is not known of any sample.</exception>
    internal (byte[] Bits, int Count) Of(IndexedSamples samples)
    {
        List<(FieldColumn Column, bool[] Allowed, bool Without)> compiled = [.. _conditions.Select(condition => Compile(samples, condition.Name, condition.IsOneOf, condition.Values))];
        byte[] bits = new byte[(samples.Rows + 7) / 8];
        int count = 0;
        for (int row = 0; row < samples.Rows; row++)
        {
            if (samples[row] is null || !compiled.TrueForAll(condition => condition.Column.NumberOf(row) is var number && (number < 0 ? condition.Without : condition.Allowed[number]))) continue;
            bits[row >> 3] |= (byte)(1 << (row & 7));
            count++;
        }
        return (bits, count);
    }

    private static (FieldColumn Column, bool[] Allowed, bool Without) Compile(IndexedSamples samples, string name, bool isOneOf, string[] values)
    {
        if (!samples.Fields.TryGetValue(name, out FieldColumn? column))
        {
            string known = samples.Fields.Count > 0 ? $"known are {string.Join(", ", samples.Fields.Keys)}" : "nothing is known of the samples but their ids";
            throw Wrong(name, $"is not known of any sample in the index; {known}", Spelling.Nearest(name, samples.Fields.Keys));
        }
        foreach (string value in values.Where(value => !column.Values.Contains(value)))
            throw Wrong($"{name}={value}", $"holds of no sample in the index; values of {name} are such as {string.Join(", ", column.Values.Take(10))}", Spelling.Nearest(value, column.Values.Take(1000)) is string near ? $"{name}={near}" : null);
        return (column, [.. column.Values.Select(value => values.Contains(value) == isOneOf)], !isOneOf);
    }

    private static ConfigurationException Wrong(string condition, string problem, string? nearest = null) => new([new("filter", condition, problem, nearest)]);
}
