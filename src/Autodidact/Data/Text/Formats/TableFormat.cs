using System.Globalization;

namespace Autodidact.Data.Text.Formats;

/// <summary>Tables with a record a line: values separated by tabs, or by commas and in quotes (RFC 4180).</summary>
internal sealed class TableFormat : TextFormat
{
    private readonly byte _separator;
    private readonly bool _hasQuotes;
    private readonly string[] _endings;

    private TableFormat(SourceKind kind, char separator, bool hasQuotes, params string[] endings) : base(kind, "text", "label", "header", "quotes") =>
        (_separator, _hasQuotes, _endings) = ((byte)separator, hasQuotes, endings);

    public static TableFormat Csv() => new(new SourceKind("csv", "comma-separated values (plain or gz), with quotes", "csv:reviews.csv?text=review,label=stars"), ',', true, ".csv");

    public static TableFormat Tsv() => new(new SourceKind("tsv", "tab-separated values (plain or gz), without quotes", "tsv:train.tsv?text=1,label=2"), '\t', false, ".tsv", ".tab");

    public override bool Recognises(string path)
    {
        if (_endings.Contains(TextFiles.EndingOf(path))) return true;
        // Commas are in every text; as many tabs in every line are not.
        if (_separator != '\t') return false;
        int[] tabs = [.. FirstLines(FirstOf(path), 20).Select(line => line.AsSpan().Count((byte)'\t'))];
        return tabs.Length > 1 && tabs[0] > 0 && tabs.All(count => count == tabs[0]);
    }

    public override RecordFormat Begin(string path, ReadOnlySpan<byte> first, TextOptions options)
    {
        bool quotes = options.Quotes ?? _hasQuotes;
        List<string[]> sample = Sample(first, quotes);
        if (sample.Count == 0) throw new DataException($"{path} begins with no record; allowed: {Kind.Description}.");
        string[] cells = sample[0];
        bool isNamed = IsName(options.Text) || IsName(options.Label);
        if (isNamed && options.Header == false) throw new DataException($"{path} has no header, as header=no says; allowed: columns by number, from 1.");
        bool header = options.Header ?? (isNamed || cells.Any(cell => ColumnNames.Text.Contains(cell.Trim(), StringComparer.OrdinalIgnoreCase)));
        string[]? names = header ? cells : null;
        int text = Column(path, "text", options.Text, cells, names) ?? Usual(names, ColumnNames.Text) ?? Longest(sample, cells.Length, header);
        int? label = Column(path, "label", options.Label, cells, names) ?? Usual(names, ColumnNames.Label);
        string said = $"{path}: {cells.Length} columns, {(header ? "with" : "without")} a header; the text is column {text + 1}, {(label is { } column ? $"the label column {column + 1}" : "and there is no label")}.";
        return new TableRecords(_separator, quotes, header, cells.Length, text, label == text ? null : label, said);
    }

    // Of all other columns, labels are where the fewest different cells are.
    public override string? LabelOptions(string path, ReadOnlySpan<byte> first, TextOptions said)
    {
        TableRecords records = (TableRecords)Begin(path, first, said);
        string[][] sample = [.. Sample(first, said.Quotes ?? _hasQuotes).Skip(records.HeaderRecords)];
        int columns = sample.Select(cells => cells.Length).DefaultIfEmpty(0).Min();
        int[] others = [.. Enumerable.Range(0, columns).Where(column => column != records.TextColumn)];
        if (others.Length == 0) return null;
        int label = others.MinBy(column => sample.Select(cells => cells[column]).Distinct().Count());
        return $"text={records.TextColumn + 1},label={label + 1}{Said("header", said.Header)}{Said("quotes", said.Quotes)}";

        static string Said(string name, bool? value) => value is null ? "" : $",{name}={(value == true ? "yes" : "no")}";
    }

    private List<string[]> Sample(ReadOnlySpan<byte> first, bool quotes)
    {
        const int Most = 100;
        List<string[]> sample = [];
        while (sample.Count < Most && !first.IsEmpty)
        {
            int length = quotes ? TableRow.LengthOf(first, _separator) : first.IndexOf((byte)'\n') + 1;
            // What is cut off at the end of the first bytes counts only when it is all there is.
            if (length <= 0 && sample.Count > 0) break;
            if (length <= 0) length = first.Length;
            TableRow row = new(first[..length], _separator, quotes);
            List<string> cells = [];
            while (row.MoveNext()) cells.Add(row.Cell());
            if (row.Mistake is null && !first[..length].Trim("\r\n"u8).IsEmpty) sample.Add([.. cells]);
            first = first[length..];
        }
        return sample;
    }

    private static bool IsName(string? column) => column is not null && !int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static int? Column(string path, string what, string? said, string[] cells, string[]? names)
    {
        if (said is null) return null;
        int place = IsName(said) ? Array.FindIndex(names ?? [], name => name.Trim().Equals(said, StringComparison.OrdinalIgnoreCase)) : int.Parse(said, CultureInfo.InvariantCulture) - 1;
        if (place >= 0 && place < cells.Length) return place;
        string allowed = names is null ? $"1 to {cells.Length}" : $"1 to {cells.Length}, or {Shortened(string.Join(", ", names))}";
        throw new DataException($"{path}: the column {what}={said} is not there; allowed: {allowed}.{Suggestion.Hint(said, names ?? [])}");
    }

    private static int? Usual(string[]? names, IReadOnlyList<string> usual)
    {
        foreach (string name in usual)
        {
            int place = Array.FindIndex(names ?? [], candidate => candidate.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
            if (place >= 0) return place;
        }
        return null;
    }

    /// <summary>The column with the longest cells: without names, that is the text.</summary>
    private static int Longest(List<string[]> sample, int columns, bool header)
    {
        long[] lengths = new long[columns];
        foreach (string[] cells in sample.Skip(header ? 1 : 0))
            for (int i = 0; i < Math.Min(columns, cells.Length); i++) lengths[i] += cells[i].Length;
        return Array.IndexOf(lengths, lengths.Max());
    }

    private static string Shortened(string names) => names.Length > 200 ? names[..200] + "..." : names;
}
