using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Autodidact.Configuration;

/// <summary>
/// Reads recipes: the plain part of YAML (groups, lists, single values). A recipe may come from anywhere, so what YAML can do
/// beyond that is refused: tags, anchors and aliases, several documents, great size or depth.
/// </summary>
public sealed class RecipeReader
{
    /// <summary>The largest recipe that is read, in bytes.</summary>
    public const int MaximumSize = 1 << 20;

    /// <summary>The deepest nesting that is read.</summary>
    public const int MaximumDepth = 16;

    /// <summary>The longest name of a setting, in characters: every setting inside a group repeats the group's name.</summary>
    public const int LongestName = 100;

    /// <summary>The most settings and values of lists that are read: what is wrong with each is told in a line of its own.</summary>
    public const int MostSettings = 2000;

    private readonly Parser _parser;
    private readonly string _source;
    private readonly List<ConfigurationMistake> _mistakes = [];
    private int _settings;

    private RecipeReader(string yaml, string source)
    {
        _parser = new Parser(new StringReader(yaml));
        _source = source;
    }

    /// <summary>Reads the recipe at <paramref name="path"/> and says all of it in <paramref name="settings"/>.</summary>
    /// <exception cref="ConfigurationException">The file is missing, too large, or not a recipe.</exception>
    public static void ReadFile(string path, Setting settings)
    {
        FileInfo file = new(path);
        if (!file.Exists)
            throw new ConfigurationException([new("", null, $"there is no recipe '{path}'")]);
        if (file.Length > MaximumSize)
            throw new ConfigurationException([new("", null, $"the recipe '{path}' has {file.Length:N0} bytes; at most {MaximumSize:N0} are allowed")]);
        Read(File.ReadAllText(path), Path.GetFileName(path), settings);
    }

    /// <summary>Reads <paramref name="yaml"/>; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="ConfigurationException">It is not a recipe; lists all that is wrong with its form.</exception>
    public static void Read(string yaml, string source, Setting settings)
    {
        RecipeReader reader = new(yaml, source);
        try
        {
            reader.ReadDocument(settings);
        }
        catch (YamlException exception)
        {
            reader.Refuse(exception.Start, "", $"the file is not valid YAML: {exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The parser's own slips, whose messages speak of its state and not of the text.
            reader.Refuse(reader._parser.Current?.End ?? Mark.Empty, "", "the file is not valid YAML here or behind it: a list without its ']', or a '...' of its own");
        }
        if (reader._mistakes.Count > 0)
            throw new ConfigurationException(reader._mistakes);
    }

    private void ReadDocument(Setting settings)
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return;
        _parser.Consume<DocumentStart>();
        if (_parser.Accept<MappingStart>(out _))
            ReadGroup(settings, "", 1);
        else if (!_parser.TryConsume<Scalar>(out Scalar? scalar) || scalar.Value.Length > 0)
        {
            Refuse(_parser.Current!.Start, "", "a recipe is a list of 'name: value' lines");
            return;
        }
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out DocumentStart? another))
            Refuse(another.Start, "", "a recipe is one document; remove what follows '---'");
    }

    private void ReadGroup(Setting settings, string prefix, int depth)
    {
        MappingStart start = Take<MappingStart>(prefix);
        if (depth > MaximumDepth)
            throw new YamlException(start.Start, start.End, $"groups are nested more than {MaximumDepth} deep");
        HashSet<string> seen = [];
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.Accept<Scalar>(out _))
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a setting's name must be a word");
            Scalar key = Take<Scalar>(prefix);
            if (key.Value.Length > LongestName)
                throw new YamlException(key.Start, key.End, $"a name of {key.Value.Length:N0} characters; at most {LongestName} are allowed");
            Count(key);
            string path = prefix + key.Value;
            if (key.Value.Length == 0 || key.Value.Split('.').Any(string.IsNullOrWhiteSpace))
                throw new YamlException(key.Start, key.End, $"'{key.Value}' is not a name of a setting");
            if (!seen.Add(key.Value))
                Refuse(key.Start, path, "is said twice");
            ReadValue(settings, path, depth);
        }
    }

    private void ReadValue(Setting settings, string path, int depth)
    {
        if (_parser.Accept<MappingStart>(out MappingStart? group))
        {
            settings.At(path, Origin(group.Start));
            ReadGroup(settings, path + ".", depth + 1);
        }
        else if (_parser.Accept<SequenceStart>(out _))
        {
            SequenceStart start = Take<SequenceStart>(path);
            List<string> items = [];
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                Scalar item = Take<Scalar>(path);
                Count(item);
                items.Add(item.Value);
            }
            settings.Set(path, items, Origin(start.Start));
        }
        else
        {
            Scalar scalar = Take<Scalar>(path);
            settings.Set(path, scalar.Value, Origin(scalar.Start));
        }
    }

    private T Take<T>(string path) where T : NodeEvent
    {
        ParsingEvent next = _parser.Current!;
        if (next is AnchorAlias || next is NodeEvent { Anchor.IsEmpty: false })
            throw new YamlException(next.Start, next.End, $"anchors and aliases (& and *) are not allowed; write the value of '{path}' out");
        if (next is NodeEvent { Tag.IsEmpty: false })
            throw new YamlException(next.Start, next.End, $"tags (!) are not allowed, in '{path}'");
        return _parser.TryConsume<T>(out T? expected)
            ? expected
            : throw new YamlException(next.Start, next.End, $"'{path}' must be a value, a group, or a list of values");
    }

    private void Count(Scalar next)
    {
        if (++_settings > MostSettings)
            throw new YamlException(next.Start, next.End, $"more than {MostSettings:N0} settings and values of lists");
    }

    private void Refuse(Mark place, string field, string problem) => _mistakes.Add(new(field, null, problem, Origin: Origin(place)));

    private string Origin(Mark place) => $"{_source}, line {place.Line}";
}
