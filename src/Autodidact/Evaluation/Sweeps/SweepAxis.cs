namespace Autodidact.Evaluation.Sweeps;

/// <summary>A setting and the values that it takes, one after the other.</summary>
/// <param name="Setting">Its full name, such as <c>method.temperature</c>.</param>
/// <param name="Values">The values as a recipe writes them; at least one.</param>
public sealed record SweepAxis(string Setting, IReadOnlyList<string> Values)
{
    /// <summary>The last part of the name, for tables and folders.</summary>
    public string ShortName => Setting[(Setting.LastIndexOf('.') + 1)..];
}
