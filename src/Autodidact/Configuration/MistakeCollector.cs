namespace Autodidact.Configuration;

/// <summary>Lets several things be tried before anything is refused, so that all that is wrong is said at once.</summary>
public sealed class MistakeCollector
{
    private readonly List<ConfigurationMistake> _mistakes = [];

    /// <summary>What <paramref name="read"/> gives; the default value where it finds mistakes, which are kept.</summary>
    public T? Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ConfigurationException wrong)
        {
            _mistakes.AddRange(wrong.Mistakes);
            return default;
        }
    }

    /// <summary>Keeps a mistake that was found without trying.</summary>
    public void Add(ConfigurationMistake mistake) => _mistakes.Add(mistake);

    /// <exception cref="ConfigurationException">There were mistakes; lists all.</exception>
    public void ThrowIfAny()
    {
        if (_mistakes.Count > 0) throw new ConfigurationException(_mistakes);
    }
}
