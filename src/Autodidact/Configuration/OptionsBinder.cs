using System.Reflection;

namespace Autodidact.Configuration;

/// <summary>
/// Turns what was said (<see cref="Setting"/>) into an options record. Reflection over <c>init</c> properties is the whole
/// schema: there is no second list of names that could differ from the records.
/// </summary>
public sealed class OptionsBinder
{
    private readonly List<ConfigurationMistake> _mistakes = [];
    private readonly Dictionary<string, string?> _origins = [];

    private OptionsBinder()
    {
    }

    /// <summary>The record that <paramref name="said"/> describes; what was not said keeps its default.</summary>
    /// <exception cref="ConfigurationException">Anything is wrong; the exception lists everything.</exception>
    public static T Bind<T>(Setting said, T defaults) where T : class
    {
        OptionsBinder binder = new();
        binder._mistakes.AddRange(said.Mistakes);
        T options = (T)binder.BindGroup(said, defaults, "");
        HashSet<string> wrong = [.. binder._mistakes.Select(mistake => mistake.Field)];
        foreach (ConfigurationMistake mistake in OptionsChecker.Mistakes(options).Where(mistake => !wrong.Contains(mistake.Field)))
            binder._mistakes.Add(mistake with { Origin = binder._origins.GetValueOrDefault(mistake.Field) });
        return binder._mistakes.Count == 0 ? options : throw new ConfigurationException(binder._mistakes);
    }

    /// <inheritdoc cref="Bind{T}(Setting, T)"/>
    public static T Bind<T>(Setting said) where T : class, new() => Bind(said, new T());

    private object BindGroup(Setting said, object defaults, string prefix, string? skip = null)
    {
        object record = Clone(defaults);
        IReadOnlyList<OptionField> fields = OptionField.Of(record.GetType());
        // In the order of the record: what is not said may follow from what stands before it, as the network does from the method.
        foreach ((string name, Setting setting) in said.Children.OrderBy(child => fields.TakeWhile(field => field.Name != child.Key).Count()))
        {
            if (name == skip || RecipeSectionAttribute.Names(record.GetType()).Contains(name))
                continue;
            string path = prefix + name;
            _origins[path] = setting.Origin;
            OptionField? field = fields.FirstOrDefault(field => field.Name == name);
            if (field is null)
                _mistakes.Add(Unknown(path, setting.Origin, record, prefix));
            else if (field.IsGroup)
                field.Set(record, BindVariant(setting, field, field.Get(record), path));
            else
                BindValue(setting, field, record, path);
        }
        return record;
    }

    private object? BindVariant(Setting said, OptionField field, object? defaults, string path)
    {
        if (!OptionVariants.HasVariants(field.ValueType))
        {
            if (said.Text is not null || said.Items is not null)
                _mistakes.Add(new(path, said.Text, $"is a group of settings: {Names(field.ValueType, path)}", Origin: said.Origin));
            return BindGroup(said, defaults ?? Activator.CreateInstance(field.ValueType)!, path + ".");
        }

        IReadOnlyDictionary<string, Type> variants = OptionVariants.Of(field.ValueType);
        Setting? naming = said.Children.GetValueOrDefault(OptionVariants.NameField) ?? (said.Text is null ? null : said);
        if (naming?.Text is string name)
        {
            if (!variants.TryGetValue(name, out Type? type))
            {
                _mistakes.Add(new(path, name, $"must be one of {string.Join(", ", variants.Keys)}", Spelling.Nearest(name, variants.Keys), naming.Origin));
                return defaults;       // its other settings cannot be judged without knowing whose they are
            }
            if (defaults?.GetType() != type)
                defaults = Activator.CreateInstance(type)!;
        }
        return defaults is null ? null : BindGroup(said, defaults, path + ".", skip: OptionVariants.NameField);
    }

    private void BindValue(Setting said, OptionField field, object record, string path)
    {
        if (said.Children.Count > 0)
        {
            foreach ((string name, Setting child) in said.Children)
                _mistakes.Add(new($"{path}.{name}", null, $"{path} is a single setting and has none inside", Origin: child.Origin));
            return;
        }
        if (field.IsOptional && said.Text is string word && OptionValue.IsAutomatic(word))
        {
            field.Set(record, null);
            return;
        }
        IReadOnlyList<string> texts = field.IsList ? said.Items ?? Split(said.Text) : [said.Text ?? $"[{string.Join(", ", said.Items ?? [])}]"];
        List<object?> values = [];
        foreach (string text in texts)
        {
            if (OptionValue.TryRead(text, field.ElementType ?? field.ValueType, out object? value))
                values.Add(value);
            else
                _mistakes.Add(new(path, text.Length == 0 ? "''" : text, $"must be {field.Allowed}", Spelling.Nearest(text, field.Words), said.Origin));
        }
        if (values.Count != texts.Count)
            return;
        field.Set(record, field.IsList ? ToArray(values, field.ElementType!) : values[0]);
    }

    private static ConfigurationMistake Unknown(string path, string? origin, object record, string prefix)
    {
        string name = path[prefix.Length..];
        IEnumerable<string> siblings = OptionField.Of(record.GetType()).Select(field => prefix + field.Name);
        // A right name in the wrong place (`temperature` for `method.temperature`) is as frequent as a wrong name.
        IEnumerable<string> inside = AllPaths(record, prefix).Where(known => known.EndsWith("." + name, StringComparison.Ordinal));
        string? nearest = inside.FirstOrDefault() ?? Spelling.Nearest(path, siblings);
        string owner = prefix.Length == 0 ? "" : $" in {prefix.TrimEnd('.')}{(OptionVariants.NameOf(record) is string variant ? $" ({variant})" : "")}";
        string known = nearest is null ? $"; there are {Names(record.GetType(), prefix)}" : "";
        return new(path, null, $"there is no such setting{owner}{known}", nearest, origin);
    }

    private static IEnumerable<string> AllPaths(object record, string prefix) => OptionField.Of(record.GetType()).SelectMany(field =>
        field.IsGroup && field.Get(record) is object group ? AllPaths(group, $"{prefix}{field.Name}.") : [prefix + field.Name]);

    private static string Names(Type type, string prefix) => string.Join(", ", OptionField.Of(type).Select(field => field.Name)) is { Length: > 0 } names
        ? names
        : $"none in {prefix.TrimEnd('.')}";

    private static string[] Split(string? text) =>
        (text ?? "").Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Array ToArray(List<object?> values, Type element)
    {
        Array array = Array.CreateInstance(element, values.Count);
        for (int i = 0; i < values.Count; i++)
            array.SetValue(values[i], i);
        return array;
    }

    /// <summary>A copy as <c>with</c> makes it, so that defaults shared between records are never written to.</summary>
    private static object Clone(object record) =>
        record.GetType().GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)?.Invoke(record, null)
        ?? throw new ArgumentException($"{record.GetType()} is not a record.", nameof(record));
}
