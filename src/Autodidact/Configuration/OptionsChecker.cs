namespace Autodidact.Configuration;

/// <summary>Checks options whatever made them: a recipe, the command line or code.</summary>
public static class OptionsChecker
{
    /// <summary>All mistakes in <paramref name="options"/> and in the groups inside it.</summary>
    public static IReadOnlyList<ConfigurationMistake> Mistakes(object options, string prefix = "")
    {
        List<ConfigurationMistake> mistakes = [];
        foreach (OptionField field in OptionField.Of(options.GetType()))
        {
            object? value = field.Get(options);
            if (field.IsGroup && value is not null)
                mistakes.AddRange(Mistakes(value, $"{prefix}{field.Name}."));
            else if (!field.Allows(value))
                mistakes.Add(new(prefix + field.Name, OptionsListing.Text(value), $"must be {field.Allowed}", value is string word ? Spelling.Nearest(word, field.Words) : null));
        }
        if (options is ICheckedOptions related)
        {
            // One thing said about a setting is enough.
            HashSet<string> wrong = [.. mistakes.Select(mistake => mistake.Field)];
            mistakes.AddRange(related.Check().Select(mistake => mistake with { Field = prefix + mistake.Field }).Where(mistake => !wrong.Contains(mistake.Field)));
        }
        return mistakes;
    }

    /// <exception cref="ConfigurationException">Anything is wrong; the exception lists everything.</exception>
    public static void ThrowIfWrong(object options)
    {
        if (Mistakes(options) is { Count: > 0 } mistakes)
            throw new ConfigurationException(mistakes);
    }
}
