namespace Autodidact.Configuration;

/// <summary>One thing that is wrong in a configuration, with what a person needs to put it right.</summary>
/// <param name="Field">Full name of the setting, such as <c>method.temperature</c>.</param>
/// <param name="Value">The value that was given, as it was written; null where the field itself is the mistake.</param>
/// <param name="Problem">What is wrong and what is allowed.</param>
/// <param name="Nearest">The known name or value that is spelled most alike, if any is close.</param>
/// <param name="Origin">Where it was said, such as <c>recipe.yaml, line 4</c> or <c>--batch</c>; null for a record built in code.</param>
public sealed record ConfigurationMistake(string Field, string? Value, string Problem, string? Nearest = null, string? Origin = null)
{
    /// <summary>One line: <c>batch = -3: must be a whole number of at least 1 (--batch)</c>.</summary>
    public override string ToString()
    {
        string subject = Field.Length == 0 ? "" : Value is null ? $"{Field}: " : $"{Field} = {Value}: ";
        string hint = Nearest is null ? "" : $"; did you mean '{Nearest}'?";
        string origin = Origin is null ? "" : $" ({Origin})";
        return subject + Problem + hint + origin;
    }
}
