using System.CommandLine;
using Autodidact.Configuration;

namespace Autodidact.Cli;

/// <summary>What commands that take a recipe as their argument were told: the recipe, then flags and pairs, which win.</summary>
internal static class Recipes
{
    /// <summary>Everything that was said; a recipe that cannot be read is a mistake among the others.</summary>
    public static Setting Read(SettingFlags flags, ParseResult parsed, string? recipe)
    {
        Setting said = new();
        try
        {
            if (recipe is not null)
                RecipeReader.ReadFile(recipe, said);
        }
        catch (ConfigurationException wrong)
        {
            said.Refuse(wrong.Mistakes);
        }
        return flags.Read(parsed, said);
    }
}
