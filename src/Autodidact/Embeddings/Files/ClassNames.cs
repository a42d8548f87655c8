using Autodidact.Data;

namespace Autodidact.Embeddings.Files;

/// <summary>Names of classes, as lines tell them one by one or a header all at once.</summary>
internal sealed class ClassNames
{
    private readonly List<string?> _told = [];
    private IReadOnlyList<string>? _known, _names;

    /// <param name="known">All of them, where something other than lines says them; null otherwise.</param>
    public ClassNames(IReadOnlyList<string>? known) => _known = _names = known;

    /// <summary>What is known so far; classes whose names nobody said have their numbers. Null where no row has a label.</summary>
    public IReadOnlyList<string>? Names => _names ??= _told.Count == 0 ? null : [.. _told.Select((name, label) => name ?? $"{label}")];

    /// <summary>A header says all of them.</summary>
    public void Take(IReadOnlyList<string> names)
    {
        if (_known is null && _told.Count == 0 && names.Count > 0) _known = _names = names;
    }

    /// <summary>A line says that a sample has a label.</summary>
    /// <param name="label">The number; -1 for none.</param>
    /// <param name="name">What it means; null where the line does not say.</param>
    /// <exception cref="InvalidDataException">It is no number of a class, or the class has another name already.</exception>
    public void Take(int label, string? name)
    {
        if (label < -1 || label >= ArraySource.MaximumClasses) throw new InvalidDataException($"label {label}; allowed: 0 to {ArraySource.MaximumClasses - 1}, or -1 for none");
        if (_known is not null && label >= _known.Count) throw new InvalidDataException($"label {label}, and there are {_known.Count} classes");
        if (_known is not null || label < 0) return;
        while (_told.Count <= label)
        {
            _told.Add(null);
            _names = null;
        }
        if (name is null || name == _told[label]) return;
        if (_told[label] is string other) throw new InvalidDataException($"class {label} is '{name}', and '{other}' before");
        (_told[label], _names) = (name, null);
    }
}
