namespace Autodidact.Engine.Modules;

/// <summary>Saved weights do not fit a network: which names are missing, unknown or of another shape.</summary>
public sealed class StateMismatchException(IReadOnlyList<string> problems)
    : Exception($"The weights do not fit the network: {string.Join("; ", problems.Take(20))}{(problems.Count > 20 ? $"; and {problems.Count - 20} more" : "")}.")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
