using System.CommandLine;
using Autodidact.Configuration;

namespace Autodidact.Cli;

/// <summary>
/// Flags that are settings under another spelling: <c>--checkpoint-every 100</c> says what <c>--set checkpoint_every=100</c>
/// and a recipe's <c>checkpoint_every: 100</c> say. Their values are read by the same binder, so that all mistakes come together.
/// </summary>
internal sealed class SettingFlags
{
    /// <summary>The values of a flag that may be said without one.</summary>
    public const string Switch = "true|false";

    private readonly List<(string Setting, Option<string> Option)> _flags = [];
    private readonly Option<string[]> _set = new("--set") { HelpName = "KEY=VALUE", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> _config = new("--config") { Description = "A recipe; flags win over what it says.", HelpName = "FILE" };

    public SettingFlags(Command command, IEnumerable<(string Setting, string Value, string Description)> flags)
    {
        foreach ((string setting, string value, string description) in flags)
        {
            Option<string> option = new(FlagOf(setting)) { Description = description, HelpName = value };
            if (value == Switch)
                option.Arity = ArgumentArity.ZeroOrOne;      // alone it means true
            _flags.Add((setting, option));
            command.Options.Add(option);
        }
        string example = _flags.Exists(flag => flag.Setting == "backbone") ? "method.temperature=0.2" : _flags.Exists(flag => flag.Setting == "seed") ? "seed=1" : $"{_flags[0].Setting}={_flags[0].Option.HelpName}";
        _set.Description = $"Any setting of a recipe, such as {example}; can be repeated.";
        command.Options.Add(_set);
        command.Options.Add(_config);
        command.TreatUnmatchedTokensAsErrors = false;      // they are reported with the settings' mistakes
    }

    /// <summary>
    /// Everything that was said, in the order in which it wins: <paramref name="settings"/>, recipe, flags, pairs. What has not the
    /// form of a setting is kept in <see cref="Setting.Mistakes"/>.
    /// </summary>
    public Setting Read(ParseResult parsed, Setting? settings = null)
    {
        settings ??= new Setting();
        settings.Refuse(UnknownWords.In(parsed).Select(word => new ConfigurationMistake("", null, word.Problem, word.Nearest)));
        if (parsed.GetValue(_config) is string recipe)
            Collect(() => RecipeReader.ReadFile(recipe, settings));
        foreach ((string setting, Option<string> option) in _flags)
            if (parsed.GetResult(option) is { Implicit: false })
                settings.Set(setting, parsed.GetValue(option) ?? "true", FlagOf(setting));
        foreach (string pair in parsed.GetValue(_set) ?? [])
            Collect(() => settings.SetPair(pair));
        return settings;

        void Collect(Action read)
        {
            try
            {
                read();
            }
            catch (ConfigurationException wrong)
            {
                settings.Refuse(wrong.Mistakes);
            }
        }
    }

    private static string FlagOf(string setting) => "--" + setting.Replace('_', '-');
}
