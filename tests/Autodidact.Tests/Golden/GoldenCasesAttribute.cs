namespace Autodidact.Tests.Golden;

/// <summary>
/// Binds a static method <c>void Name(GoldenCase golden)</c> of this assembly to the cases it can run. Binders live in a file a group;
/// they are found by reflection.
/// </summary>
/// <param name="file">The group: a golden file's name without ending.</param>
/// <param name="pattern">Case names: <c>*</c> stands for anything, <c>#</c> for a number. The pattern with the most letters of its own wins.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GoldenCasesAttribute(string file, string pattern) : Attribute
{
    /// <summary>The group.</summary>
    public string File { get; } = file;

    /// <summary>Case names.</summary>
    public string Pattern { get; } = pattern;
}
