namespace Autodidact.Data.Text.Formats;

/// <summary>Where the documents of a source lie, and what is known of them without reading them again.</summary>
internal sealed class DocumentIndex
{
    private const int MostNamed = 100;

    private readonly List<Place> _places = [];
    private readonly List<int> _labels = [];
    private readonly Dictionary<string, int> _labelNumbers = new(StringComparer.Ordinal);
    private readonly List<BrokenSample> _broken = [];
    private int[] _classOf = [];

    public int Count => _places.Count;

    public long BrokenCount { get; private set; }

    public IReadOnlyList<BrokenSample> Broken => _broken;

    /// <summary>Names of the classes in label order; null when no document has a label. Known after <see cref="Close"/>.</summary>
    public IReadOnlyList<string>? Classes { get; private set; }

    public Place this[int index] => _places[index];

    public void Add(Place place, string? label)
    {
        _places.Add(place);
        // Most sources have no labels at all: the list begins with the first.
        if (label is null && _labelNumbers.Count == 0) return;
        while (_labels.Count < _places.Count - 1) _labels.Add(-1);
        if (label is null) _labels.Add(-1);
        else
        {
            if (!_labelNumbers.TryGetValue(label, out int number)) _labelNumbers[label] = number = _labelNumbers.Count;
            _labels.Add(number);
        }
    }

    public void AddBroken(string id, string reason)
    {
        BrokenCount++;
        if (_broken.Count < MostNamed) _broken.Add(new BrokenSample(id, reason));
    }

    /// <summary>Puts classes in order: numbers by value where all are, else by their characters.</summary>
    public void Close()
    {
        if (_labelNumbers.Count == 0) return;
        string[] names = ClassNumbers.InOrder(_labelNumbers.Keys);
        _classOf = new int[names.Length];
        for (int i = 0; i < names.Length; i++) _classOf[_labelNumbers[names[i]]] = i;
        Classes = names;
    }

    /// <summary>The class of a document, null when it has none.</summary>
    public int? ClassOf(int index) => index < _labels.Count && _labels[index] >= 0 ? _classOf[_labels[index]] : null;

    /// <summary>A document's place.</summary>
    /// <param name="Offset">Its first byte in the content.</param>
    /// <param name="Length">Its bytes.</param>
    /// <param name="Line">The line it begins in, from 1.</param>
    public readonly record struct Place(long Offset, int Length, int Line);
}
