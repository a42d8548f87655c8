namespace Autodidact.Training.Diagnosis;

/// <summary>All failure modes that are known, in the order of their names.</summary>
internal static class FailureModes
{
    private static readonly Type[] s_types = [.. typeof(FailureMode).Assembly.GetTypes().Where(type => type is { IsSealed: true } && type.IsSubclassOf(typeof(FailureMode)))];

    /// <summary>Each of them, new: they remember what they saw.</summary>
    public static IEnumerable<FailureMode> All() => s_types.Select(type => (FailureMode)Activator.CreateInstance(type)!).OrderBy(mode => mode.Name, StringComparer.Ordinal);
}
