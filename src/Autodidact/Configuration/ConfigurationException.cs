namespace Autodidact.Configuration;

/// <summary>A configuration is wrong. Nothing was started; <see cref="Mistakes"/> holds all that is wrong, not just the first.</summary>
public sealed class ConfigurationException : Exception
{
    /// <param name="mistakes">At least one.</param>
    public ConfigurationException(IReadOnlyList<ConfigurationMistake> mistakes)
        : base(Describe(mistakes)) => Mistakes = mistakes;

    /// <summary>Everything that is wrong, in the order in which it was found.</summary>
    public IReadOnlyList<ConfigurationMistake> Mistakes { get; }

    private static string Describe(IReadOnlyList<ConfigurationMistake> mistakes) => mistakes.Count == 1
        ? mistakes[0].ToString()
        : $"{mistakes.Count} mistakes in the configuration:{string.Concat(mistakes.Select(mistake => $"\n  {mistake}"))}";
}
