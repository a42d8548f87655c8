using Autodidact.Configuration;
using Autodidact.Data;

namespace Autodidact.Cli;

/// <summary>Opens what a flag names: data that are not there are a mistake of the command line, like any other.</summary>
internal static class Sources
{
    /// <exception cref="ConfigurationException">The source cannot be opened.</exception>
    public static ImageSource Open(string specification, Split split = Split.Train)
    {
        try
        {
            return DataSources.Open(specification, split);
        }
        catch (DataException wrong)
        {
            throw new ConfigurationException([new("data", specification, wrong.Message)]);
        }
    }
}
