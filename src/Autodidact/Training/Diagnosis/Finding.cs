namespace Autodidact.Training.Diagnosis;

/// <summary>Something that goes wrong in a run, by name.</summary>
/// <param name="Name">Such as <c>constant_collapse</c>; <c>docs/findings.md</c> has a section for each.</param>
/// <param name="Step">The step after which it was clear.</param>
/// <param name="Evidence">What was seen, with numbers.</param>
/// <param name="Cause">What is likely behind it.</param>
/// <param name="Change">What to change.</param>
public sealed record Finding(string Name, long Step, string Evidence, string Cause, string Change)
{
    /// <summary>Where more is written about it.</summary>
    public string Page => $"docs/findings.md#{Name.Replace('_', '-')}";

    /// <inheritdoc/>
    public override string ToString() => $"{Name} at step {Step}: {Evidence}. Likely cause: {Cause}. What to do: {Change}. ({Page})";
}
