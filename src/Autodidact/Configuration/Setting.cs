namespace Autodidact.Configuration;

/// <summary>
/// What was said about one setting or a group of them, not yet understood: the common form of a recipe, of
/// <c>--set a.b=c</c> and of command-line flags. What is said later replaces what was said before.
/// </summary>
public sealed class Setting
{
    private readonly Dictionary<string, Setting> _children = new(StringComparer.Ordinal);
    private readonly List<ConfigurationMistake> _mistakes = [];

    /// <param name="origin">Where it was said; shown beside mistakes.</param>
    public Setting(string? origin = null) => Origin = origin;

    /// <summary>Where it was last said, such as <c>recipe.yaml, line 4</c>.</summary>
    public string? Origin { get; private set; }

    /// <summary>The value of a single setting, or the name when a group was given in short (<c>method: simclr</c>).</summary>
    public string? Text { get; private set; }

    /// <summary>The values of a list; null when it was not written as one.</summary>
    public IReadOnlyList<string>? Items { get; private set; }

    /// <summary>The settings in this group by name.</summary>
    public IReadOnlyDictionary<string, Setting> Children => _children;

    /// <summary>What could not be understood as a setting at all; reported with all that binding finds.</summary>
    public IReadOnlyList<ConfigurationMistake> Mistakes => _mistakes;

    /// <summary>Keeps mistakes until the settings are bound, so that all that is wrong is said at once.</summary>
    public void Refuse(params IEnumerable<ConfigurationMistake> mistakes) => _mistakes.AddRange(mistakes);

    /// <summary>Says <paramref name="text"/> of the setting at <paramref name="path"/> (names joined by dots).</summary>
    public void Set(string path, string text, string? origin = null)
    {
        Setting target = At(path, origin);
        target.Text = text;
        target.Items = null;
        target._children.Remove(OptionVariants.NameField);     // `method: simclr` after `method: {name: byol}` wins
    }

    /// <summary>Says <paramref name="items"/> of the list at <paramref name="path"/>.</summary>
    public void Set(string path, IReadOnlyList<string> items, string? origin = null)
    {
        Setting target = At(path, origin);
        target.Items = items;
        target.Text = null;
    }

    /// <summary>The setting at <paramref name="path"/>, made where it is not there yet.</summary>
    public Setting At(string path, string? origin = null)
    {
        Setting current = this;
        foreach (string name in path.Split('.'))
        {
            if (!current._children.TryGetValue(name, out Setting? child))
                current._children[name] = child = new Setting(origin);
            current = child;
        }
        current.Origin = origin ?? current.Origin;
        return current;
    }

    /// <summary>Forgets all that was said of the setting at <paramref name="path"/> and inside it; returns it, or null where nothing was.</summary>
    public Setting? Remove(string path)
    {
        int dot = path.LastIndexOf('.');
        Setting? owner = this;
        foreach (string name in dot < 0 ? [] : path[..dot].Split('.'))
            owner = owner?._children.GetValueOrDefault(name);
        Setting? found = null;
        owner?._children.Remove(path[(dot + 1)..], out found);
        return found;
    }

    /// <summary>The same, to be changed apart from this one.</summary>
    public Setting Copy()
    {
        Setting copy = new(Origin) { Text = Text, Items = Items };
        copy._mistakes.AddRange(_mistakes);
        foreach ((string name, Setting child) in _children)
            copy._children[name] = child.Copy();
        return copy;
    }

    /// <summary>
    /// Reads <c>key=value</c> as <c>--set</c> takes it.
    /// </summary>
    /// <exception cref="ConfigurationException">There is no <c>=</c>, or no name before it.</exception>
    public void SetPair(string pair, string origin = "--set")
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        string path = equals < 0 ? "" : pair[..equals].Trim();
        if (path.Length == 0 || path.Split('.').Any(string.IsNullOrWhiteSpace))
            throw new ConfigurationException([new("", null, $"'{pair}' is not of the form key=value, such as method.temperature=0.2", Origin: origin)]);
        Set(path, pair[(equals + 1)..].Trim(), $"{origin} {path}");
    }
}
