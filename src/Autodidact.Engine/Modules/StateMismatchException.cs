namespace Autodidact.Engine.Modules;

/// <summary>Saved tensors do not fit what they are loaded into: which names are missing, unknown or of another shape.</summary>
public sealed class StateMismatchException(string complaint, IReadOnlyList<string> problems)
    : Exception($"{complaint}: {string.Join("; ", problems.Take(20))}{(problems.Count > 20 ? $"; and {problems.Count - 20} more" : "")}.")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
