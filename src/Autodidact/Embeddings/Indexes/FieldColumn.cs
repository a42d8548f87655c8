namespace Autodidact.Embeddings.Indexes;

/// <summary>What is known of the samples under one name. Equal values are kept once.</summary>
internal sealed class FieldColumn
{
    private const int None = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _values = [];
    private readonly List<int> _rows = [];

    /// <summary>The values that occur.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>A sample's value; null where it has none.</summary>
    public string? this[int row] => row < _rows.Count && _rows[row] != None ? _values[_rows[row]] : null;

    /// <summary>The number among <see cref="Values"/> of a sample's value; -1 where it has none.</summary>
    public int NumberOf(int row) => row < _rows.Count ? _rows[row] : None;

    /// <summary>Says a sample's value.</summary>
    public void Set(int row, string value)
    {
        while (_rows.Count <= row) _rows.Add(None);
        if (!_numbers.TryGetValue(value, out int number))
        {
            _numbers[value] = number = _values.Count;
            _values.Add(value);
        }
        _rows[row] = number;
    }
}
