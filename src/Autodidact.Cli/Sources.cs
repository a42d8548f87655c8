using Autodidact.Configuration;
using Autodidact.Data;

namespace Autodidact.Cli;

/// <summary>Opens what a flag names: data that are not there are a mistake of the command line, like any other.</summary>
internal static class Sources
{
    /// <exception cref="ConfigurationException">The source cannot be opened.</exception>
    public static ImageSource Open(string specification, Split split = Split.Train) =>
        Using(specification, () => DataSources.Open(specification, split));

    /// <inheritdoc cref="Using"/>
    public static async Task<T> UsingAsync<T>(string specification, Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (DataException wrong)
        {
            throw new ConfigurationException([new("data", specification, wrong.Message)]);
        }
    }

    /// <summary>Does something with the data that a flag names.</summary>
    /// <param name="flag">Which flag names them.</param>
    /// <exception cref="ConfigurationException">They cannot be opened.</exception>
    public static T Using<T>(string specification, Func<T> use, string flag = "data")
    {
        try
        {
            return use();
        }
        catch (DataException wrong)
        {
            throw new ConfigurationException([new(flag, specification, wrong.Message)]);
        }
    }
}
